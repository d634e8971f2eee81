/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.List;

/**
 * A history as it came about.
 *
 * @param stuck how many clients did not come back
 */
record Lived(History history, List<Span> accidents, int stuck) {

    Lived {
        accidents = List.copyOf(accidents);
    }

    static Lived of(List<Attempt> attempts, List<Span> accidents, int stuck) {
        History history = new History(attempts.stream()
                .map(attempt ->
                        accidents.stream().anyMatch(span -> span.mayHaveDeceived(attempt)) ? attempt.stale() : attempt)
                .toList());
        return new Lived(history, accidents, stuck);
    }

    List<Conviction> stuckOnes() {
        List<Conviction> found = new ArrayList<>();
        if (stuck > 0) {
            found.add(Conviction.of(Anomaly.STUCK, stuck + " clients did not come back"));
        }
        return found;
    }
}
