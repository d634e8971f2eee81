/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.List;

/** Judges a history; pure. An empty list means that everything that anybody was told can be true. */
final class Checker {

    private Checker() {}

    static List<Conviction> check(History history, Promise promise) {
        History lists = Registers.asLists(history);
        Versions versions = Versions.of(lists);
        List<Conviction> found = new ArrayList<>();
        found.addAll(WriteRules.check(lists));
        found.addAll(ReadRules.check(lists.attempts(), versions));
        found.addAll(MoneyRules.check(lists));
        found.addAll(CycleRules.check(lists.attempts(), versions, promise));
        return found;
    }
}
