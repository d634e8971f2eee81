/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Each transaction is there as a whole or not at all in the end, as it was told. */
final class WriteRules {

    private WriteRules() {}

    static List<Conviction> check(History history) {
        List<Conviction> found = new ArrayList<>();
        history.end().ifPresent(end -> {
            Set<Long> there = there(end);
            history.attempts().forEach(attempt -> check(attempt, there, found));
        });
        return found;
    }

    /** All values that are there in the end. */
    static Set<Long> there(Attempt end) {
        Set<Long> there = new HashSet<>();
        end.ops(Op.Seen.class).forEach(seen -> there.addAll(seen.values()));
        end.ops(Op.Journal.class).forEach(journal -> there.addAll(journal.values()));
        return there;
    }

    /** All that a transaction wrote. */
    static List<Long> written(Attempt attempt) {
        List<Long> written = new ArrayList<>();
        attempt.ops(Op.Append.class).map(Op.Append::value).forEach(written::add);
        attempt.ops(Op.Move.class).map(Op.Move::value).forEach(written::add);
        return written;
    }

    private static void check(Attempt attempt, Set<Long> there, List<Conviction> found) {
        List<Long> written = written(attempt);
        List<Long> present = written.stream().filter(there::contains).toList();
        if (attempt.told().isNotThere()) {
            if (!present.isEmpty()) {
                found.add(Conviction.of(Anomaly.ABORTED_READ, present + " is there in the end", attempt));
            }
        } else if (!present.isEmpty() && present.size() < written.size()) {
            found.add(Conviction.of(Anomaly.HALF, "only " + present + " is there in the end", attempt));
        } else if (attempt.told() == Told.OK && present.size() < written.size()) {
            found.add(Conviction.of(Anomaly.LOST, written + " is not there in the end", attempt));
        }
    }
}
