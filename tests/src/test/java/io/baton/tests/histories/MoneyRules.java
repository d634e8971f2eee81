/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No money is made or destroyed, at no moment, and in the end every account holds what the journal says. */
final class MoneyRules {

    private MoneyRules() {}

    static List<Conviction> check(History history) {
        List<Conviction> found = new ArrayList<>();
        history.beginning().ifPresent(beginning -> {
            Map<String, Long> balances = new HashMap<>();
            beginning.ops(Op.Balance.class).forEach(balance -> balances.put(balance.account(), balance.amount()));
            long total = balances.values().stream().mapToLong(Long::longValue).sum();
            history.attempts()
                    .forEach(attempt -> attempt.ops(Op.Total.class)
                            .filter(seen -> seen.sum() != total)
                            .forEach(seen -> found.add(
                                    Conviction.of(Anomaly.WRONG_TOTAL, seen.sum() + " instead of " + total, attempt))));
            history.end().ifPresent(end -> checkEnd(history, balances, end, found));
        });
        return found;
    }

    private static void checkEnd(History history, Map<String, Long> balances, Attempt end, List<Conviction> found) {
        Map<Long, Op.Move> ordered = new HashMap<>();
        history.attempts()
                .forEach(attempt -> attempt.ops(Op.Move.class).forEach(move -> ordered.put(move.value(), move)));
        Set<Long> once = new HashSet<>();
        for (long value : end.ops(Op.Journal.class)
                .flatMap(journal -> journal.values().stream())
                .toList()) {
            if (!once.add(value)) {
                found.add(Conviction.of(Anomaly.DOUBLED, value + " is in the journal more than once"));
            }
            Op.Move move = ordered.get(value);
            if (move == null) {
                found.add(Conviction.of(Anomaly.STRANGER, value + " is in the journal"));
            } else {
                balances.merge(move.from(), -move.amount(), Long::sum);
                balances.merge(move.to(), move.amount(), Long::sum);
            }
        }
        end.ops(Op.Balance.class).forEach(balance -> {
            long expected = balances.getOrDefault(balance.account(), 0L);
            if (balance.amount() != expected) {
                found.add(
                        Conviction.of(Anomaly.WRONG_BALANCE, balance + " instead of " + expected + ", by the journal"));
            }
        });
    }
}
