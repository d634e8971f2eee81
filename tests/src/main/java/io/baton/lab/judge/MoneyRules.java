/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.judge.Violation.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No money is made or destroyed, at no moment, and every account holds what the transfers say. */
final class MoneyRules {

    private final History history;
    private final Found found;
    private final List<Violation> violations = new ArrayList<>();

    MoneyRules(History history, Found found) {
        this.history = history;
        this.found = found;
    }

    List<Violation> check() {
        checkBalances();
        Map<Long, Effect.Moved> ordered = new HashMap<>();
        for (Transaction transaction : history.transactions()) {
            for (Effect effect : transaction.effects()) {
                if (effect instanceof Effect.Moved moved) {
                    ordered.put(moved.token(), moved);
                }
            }
            transaction.reads().forEach(read -> checkSeen(read, transaction));
        }
        for (Found.Transfer row : found.transfers()) {
            Effect.Moved order = ordered.get(row.token());
            if (order != null && !order.equals(new Effect.Moved(row.token(), row.from(), row.to(), row.amount()))) {
                add(Rule.WRONG_TRANSFER, row + " instead of " + order);
            }
        }
        return violations;
    }

    private void checkBalances() {
        Map<Integer, Long> expected = new HashMap<>(history.opening());
        for (Found.Transfer row : found.transfers()) {
            expected.merge(row.from(), -row.amount(), Long::sum);
            expected.merge(row.to(), row.amount(), Long::sum);
        }
        expected.forEach((account, balance) -> {
            Long there = found.balances().get(account);
            if (!balance.equals(there)) {
                add(Rule.WRONG_BALANCE, "account " + account + " holds " + there + " instead of " + balance);
            }
        });
        long total =
                found.balances().values().stream().mapToLong(Long::longValue).sum();
        if (total != history.total()) {
            add(Rule.WRONG_TOTAL, total + " instead of " + history.total());
        }
    }

    private void checkSeen(Read read, Transaction transaction) {
        if (read instanceof Read.TotalSeen seen && seen.total() != history.total()) {
            add(Rule.WRONG_TOTAL_SEEN, seen.total() + " instead of " + history.total() + " in " + transaction);
        }
    }

    private void add(Rule rule, String what) {
        violations.add(new Violation(rule, what));
    }
}
