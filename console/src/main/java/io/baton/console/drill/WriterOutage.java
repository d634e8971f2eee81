/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import org.jspecify.annotations.Nullable;

/**
 * How long one writer could not write.
 *
 * @param outageMs from the fault to its next acknowledged write; null when there was none
 * @param afterWritableMs from when the new primary executed writes to the same
 * @param afterAcceptsWritesMs from when it also acknowledged them to the same; below 0 when the writer was quicker than the
 *     session that watches for it
 */
public record WriterOutage(
        int writer,
        long acknowledged,
        @Nullable Double outageMs,
        @Nullable Double afterWritableMs,
        @Nullable Double afterAcceptsWritesMs) {}
