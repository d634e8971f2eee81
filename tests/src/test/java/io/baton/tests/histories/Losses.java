/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Judges a history in which acknowledged transactions may be lost if they are named. What was shown before they were lost is not
 * judged: it was true then.
 */
final class Losses {

    private static final Set<Anomaly> OF_THE_END = EnumSet.of(Anomaly.DOUBLED, Anomaly.STRANGER, Anomaly.ABORTED_READ);

    private Losses() {}

    static List<Conviction> check(History history, Set<Long> named) {
        History lists = Registers.asLists(history);
        List<Conviction> found = new ArrayList<>(MoneyRules.check(lists));
        for (Conviction conviction : WriteRules.check(lists)) {
            if (conviction.anomaly() != Anomaly.LOST) {
                found.add(conviction);
            } else if (!isNamed(conviction.attempts().get(0), named)) {
                found.add(new Conviction(Anomaly.LOSS_NOT_NAMED, conviction.what(), conviction.attempts()));
            }
        }
        lists.end().ifPresent(end -> {
            ReadRules.check(lists.attempts(), Versions.of(lists)).stream()
                    .filter(conviction -> OF_THE_END.contains(conviction.anomaly()))
                    .filter(conviction -> conviction.attempts().contains(end))
                    .forEach(found::add);
            Set<Long> there = WriteRules.there(end);
            lists.attempts().stream()
                    .filter(attempt -> isNamed(attempt, named))
                    .filter(attempt -> WriteRules.written(attempt).stream().anyMatch(there::contains))
                    .forEach(attempt -> found.add(
                            Conviction.of(Anomaly.LOSS_NOT_NAMED, "named as lost, and there in the end", attempt)));
        });
        return found;
    }

    /** How many acknowledged transactions are not there. */
    static long lost(History history) {
        return WriteRules.check(Registers.asLists(history)).stream()
                .filter(conviction -> conviction.anomaly() == Anomaly.LOST)
                .count();
    }

    private static boolean isNamed(Attempt attempt, Set<Long> named) {
        return WriteRules.written(attempt).stream().anyMatch(named::contains);
    }
}
