/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.util.List;

/** One thing that a transaction was shown. */
public sealed interface Read {

    /** A whole list, in order; asked for at that moment of {@link System#nanoTime()}. */
    record ListSeen(int list, List<Long> elements, long asked) implements Read {}

    /** The sum of all accounts, in one statement. */
    record TotalSeen(long total) implements Read {}
}
