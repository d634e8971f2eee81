/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.judge.Violation.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each transaction is there as a whole or not at all, as it was told, and once; and nothing else is there. */
final class EffectRules {

    private final History history;
    /** How often each token is there, by the place where it is. */
    private final Map<Place, Integer> present = new HashMap<>();

    private final List<Violation> violations = new ArrayList<>();

    /** A list, or one of the tables. */
    private record Place(String name, long token) {}

    EffectRules(History history, Found found) {
        this.history = history;
        found.lists().forEach((list, elements) -> elements.forEach(token -> count("list " + list, token)));
        found.transfers().forEach(row -> count("transfers", row.token()));
        found.items().forEach(row -> count("items", row.token()));
        found.steps().forEach(token -> count("steps", token));
    }

    private void count(String name, long token) {
        present.merge(new Place(name, token), 1, Integer::sum);
    }

    List<Violation> check() {
        Set<Place> known = new HashSet<>();
        for (Transaction transaction : history.transactions()) {
            transaction.effects().forEach(effect -> known.add(place(effect)));
            check(transaction);
        }
        present.forEach((place, times) -> {
            if (times > 1) {
                add(Rule.DOUBLED, place + " is there " + times + " times");
            }
            if (!known.contains(place)) {
                add(Rule.STRANGER, place + " was written by nobody");
            }
        });
        return violations;
    }

    private void check(Transaction transaction) {
        List<Effect> there = new ArrayList<>();
        List<Effect> absent = new ArrayList<>();
        for (Effect effect : transaction.effects()) {
            boolean isThere = present.containsKey(place(effect));
            if (effect instanceof Effect.Undone) {
                if (isThere) {
                    add(Rule.UNDONE_BUT_THERE, effect + " of " + transaction);
                }
            } else {
                (isThere ? there : absent).add(effect);
            }
        }
        judge(transaction, there, absent);
    }

    private void judge(Transaction transaction, List<Effect> there, List<Effect> absent) {
        if (transaction.told() == Told.LOST && !there.isEmpty()) {
            add(Rule.LOST_BUT_THERE, "there: " + there + ", of " + transaction);
        } else if (!there.isEmpty() && !absent.isEmpty()) {
            add(Rule.HALF, "there: " + there + ", not there: " + absent + ", of " + transaction);
        } else if (transaction.told() == Told.DONE && !absent.isEmpty()) {
            add(Rule.MISSING, "nothing is there of " + transaction);
        }
    }

    private static Place place(Effect effect) {
        String name;
        if (effect instanceof Effect.Appended append) {
            name = "list " + append.list();
        } else if (effect instanceof Effect.Moved) {
            name = "transfers";
        } else if (effect instanceof Effect.Inserted) {
            name = "items";
        } else {
            name = "steps";
        }
        return new Place(name, effect.token());
    }

    private void add(Rule rule, String what) {
        violations.add(new Violation(rule, what));
    }
}
