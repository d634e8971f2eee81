/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One try of a client at one transaction.
 *
 * @param fresh whether it was on the primary and all that was acknowledged before had to show there
 * @param begin when it was begun, as {@link System#nanoTime()}
 * @param end when its client had been told
 * @param ops as far as it came, in their order
 */
record Attempt(String client, long begin, long end, Level level, boolean fresh, Told told, List<Op> ops) {

    Attempt {
        ops = List.copyOf(ops);
    }

    Attempt with(List<Op> others) {
        return new Attempt(client, begin, end, level, fresh, told, others);
    }

    /** The same, of which nobody can know whether it was on the primary. */
    Attempt stale() {
        return new Attempt(client, begin, end, level, false, told, ops);
    }

    <T extends Op> Stream<T> ops(Class<T> type) {
        return ops.stream().filter(type::isInstance).map(type::cast);
    }

    boolean isReadOnly() {
        return ops(Op.Append.class).findAny().isEmpty();
    }

    /** As {@link Notation} reads it. */
    @Override
    public String toString() {
        return client
                + ' '
                + begin
                + '-'
                + end
                + ' '
                + level
                + (fresh ? " " : " stale ")
                + told
                + ops.stream().map(Op::toString).collect(Collectors.joining(", ", ": ", ""));
    }
}
