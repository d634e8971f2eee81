/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares what clients were told with what is in the database. Pure: the same history and the same findings give the same
 * violations, and an empty list means that everything that anybody was told is true.
 */
public final class Checker {

    private Checker() {}

    public static List<Violation> check(History history, Found found) {
        List<Violation> violations = new ArrayList<>();
        violations.addAll(new EffectRules(history, found).check());
        violations.addAll(new KeyRules(history, found).check());
        violations.addAll(new MoneyRules(history, found).check());
        violations.addAll(new ListRules(history, found).check());
        return violations;
    }
}
