/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import io.baton.lab.judge.Accident;
import java.util.concurrent.TimeUnit;

/** When an accident happened, as {@link System#nanoTime()}, until the servers were as before. */
record Span(Accident accident, long from, long to) {

    /** How long a monitor may not know of another primary as long as the former one answers. */
    private static final long UNTIL_FENCED = TimeUnit.SECONDS.toNanos(2);

    boolean ended(Attempt attempt) {
        return from <= attempt.end() && attempt.end() <= to;
    }

    /** Whether that one may have read on a primary that was replaced and answers, of which nobody can know yet. */
    boolean mayHaveDeceived(Attempt attempt) {
        return accident == Accident.PROMOTE_BESIDE && attempt.end() >= from && attempt.begin() <= to + UNTIL_FENCED;
    }
}
