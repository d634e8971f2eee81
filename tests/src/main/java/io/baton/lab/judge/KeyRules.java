/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.judge.Violation.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The key that a client was told belongs to its row and to no other. */
final class KeyRules {

    private final History history;
    private final Found found;

    KeyRules(History history, Found found) {
        this.history = history;
        this.found = found;
    }

    List<Violation> check() {
        Map<Long, Long> tokenOf = new HashMap<>();
        found.items().forEach(item -> tokenOf.put(item.key(), item.token()));
        List<Violation> violations = new ArrayList<>();
        for (Transaction transaction : history.transactions()) {
            for (Effect effect : transaction.effects()) {
                if (transaction.told() == Told.DONE && effect instanceof Effect.Inserted inserted) {
                    Long token = tokenOf.get(inserted.key());
                    if (token == null || token != inserted.token()) {
                        violations.add(new Violation(
                                Rule.WRONG_KEY, inserted + ", but that key has " + token + "; " + transaction));
                    }
                }
            }
        }
        return violations;
    }
}
