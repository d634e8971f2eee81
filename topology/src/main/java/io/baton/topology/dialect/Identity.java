/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import org.jspecify.annotations.Nullable;

/**
 * Which server a session is on.
 *
 * @param instance as in {@link Answer}; null when the server has no identity
 * @param standby whether it refuses writes as a replica does
 * @param answer all that it said of itself, where that costs nothing more
 */
public record Identity(
        @Nullable String instance,
        boolean standby,
        @Nullable Answer answer) {}
