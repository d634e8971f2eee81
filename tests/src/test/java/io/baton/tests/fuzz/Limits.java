/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import io.baton.tests.answers.Told;
import java.util.regex.Pattern;

/** What docs/jdbc-behaviour.md and docs/commit-outcome.md promise not to hide. */
final class Limits {

    /** By which a session is asked what it has generated or done, of which the next one knows nothing. */
    private static final Pattern ASKING =
            Pattern.compile("(?i)LAST_INSERT_ID|ROW_COUNT|FOUND_ROWS|SHOW WARNINGS|f_last");

    private static final String NOT_DRAWN = "is not yet defined in this session";
    private static final String INSISTS = "baton.commitOutcome=ledger: ";
    private static final Pattern DRIVERS_OWN = Pattern.compile("threw (ArrayIndex|Index|NullPointer|ClassCast)\\w*");

    private Limits() {}

    /** Of a program that the vendor's driver itself stumbles over nothing can be said. */
    static boolean stumbles(Recorded record) {
        return DRIVERS_OWN.matcher(record.whole()).find();
    }

    /** Whoever insists on an entry is refused the COMMIT where there can be none. */
    static boolean insists(Ending undisturbed) {
        return Recorded.joined(undisturbed.notes()).contains(INSISTS);
    }

    /** A session tells nothing of what another one has drawn or done. */
    static boolean asksAnother(Program program, Recorded expected, Ending ending) {
        boolean undrawn = (Recorded.joined(ending.notes()) + ending.again()).contains(NOT_DRAWN)
                && !expected.whole().contains(NOT_DRAWN);
        return undrawn
                || (ending.told().kind() == Told.Kind.NOTHING && asksBehindItsTransaction(program, expected, ending));
    }

    private static boolean asksBehindItsTransaction(Program program, Recorded expected, Ending ending) {
        boolean begun = false;
        for (int n = 0; n < ending.notes().size(); n++) {
            Step step = program.steps().get(n);
            boolean asks = step instanceof Step.Sent sent
                    && ASKING.matcher(sent.text().marked()).find();
            if (asks && !begun && n >= ending.struck()) {
                return true;
            }
            boolean ends = expected.autoCommit().get(n)
                    || (step instanceof Step.Called called
                            && (called.call() == Call.COMMIT || called.call() == Call.ROLLBACK));
            begun = !ends && (begun || step instanceof Step.Sent);
        }
        return false;
    }
}
