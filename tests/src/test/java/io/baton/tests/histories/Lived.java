/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.List;

/**
 * A history as it came about.
 *
 * @param stuck how many clients did not come back
 * @param thrown what ended clients that nobody had stopped
 */
record Lived(History history, List<Span> accidents, int stuck, List<RuntimeException> thrown) {

    Lived {
        accidents = List.copyOf(accidents);
        thrown = List.copyOf(thrown);
    }

    static Lived of(List<Attempt> attempts, List<Span> accidents, int stuck, List<RuntimeException> thrown) {
        History history = new History(attempts.stream()
                .map(attempt ->
                        accidents.stream().anyMatch(span -> span.mayHaveDeceived(attempt)) ? attempt.stale() : attempt)
                .toList());
        return new Lived(history, accidents, stuck, thrown);
    }

    /** Of clients that did not go on to the end. */
    List<Conviction> missingOnes() {
        List<Conviction> found = new ArrayList<>();
        if (stuck > 0) {
            found.add(Conviction.of(Anomaly.STUCK, stuck + " clients did not come back"));
        }
        thrown.forEach(e -> found.add(Conviction.of(Anomaly.THROWN, e + " at " + e.getStackTrace()[0])));
        return found;
    }
}
