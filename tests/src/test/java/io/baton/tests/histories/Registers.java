/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes lists of registers: each value says which one it replaced, so that a value stands for all that led to it, and a swap for
 * a reading and an append.
 */
final class Registers {

    private final Map<Long, Long> replaced = new HashMap<>();

    private Registers(History history) {
        history.attempts()
                .forEach(attempt ->
                        attempt.ops(Op.Swap.class).forEach(swap -> replaced.put(swap.value(), swap.expected())));
    }

    static History asLists(History history) {
        Registers registers = new Registers(history);
        return new History(history.attempts().stream()
                .map(attempt -> attempt.with(
                        attempt.ops().stream().flatMap(registers::asList).toList()))
                .toList());
    }

    private Stream<Op> asList(Op op) {
        if (op instanceof Op.Held held) {
            return Stream.of(new Op.Seen(held.key(), past(held.value())));
        }
        if (op instanceof Op.Swap swap) {
            return swap.done()
                    ? Stream.of(new Op.Seen(swap.key(), past(swap.expected())), new Op.Append(swap.key(), swap.value()))
                    : Stream.of();
        }
        return Stream.of(op);
    }

    /** All values from the first one to this one. */
    private List<Long> past(long value) {
        List<Long> backwards = new ArrayList<>();
        for (long at = value; at != 0 && backwards.size() <= replaced.size(); at = replaced.getOrDefault(at, 0L)) {
            backwards.add(0, at);
        }
        return backwards;
    }
}
