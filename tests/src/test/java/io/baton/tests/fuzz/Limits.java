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
    private static final Pattern REFUSED =
            Pattern.compile("baton\\.commitOutcome=ledger: |threw 0A000 the server's last word is about the COMMIT");

    private static final Pattern DRIVERS_OWN = Pattern.compile("threw (ArrayIndex|Index|NullPointer|ClassCast)\\w*");

    private Limits() {}

    /** Of a program that the vendor's driver itself stumbles over nothing can be said. */
    static boolean stumbles(Recorded record) {
        return DRIVERS_OWN.matcher(record.whole()).find();
    }

    /** Whoever insists on an entry is refused the COMMIT where there can be none, and so is who asks for what a COMMIT of Baton's has hidden. */
    static boolean refuses(Ending undisturbed) {
        return REFUSED.matcher(Recorded.joined(undisturbed.notes())).find();
    }

    /** A session tells nothing of what another one has drawn or done. */
    static boolean asksAnother(Program program, Recorded expected, Ending ending) {
        boolean undrawn = (Recorded.joined(ending.notes()) + ending.again()).contains(NOT_DRAWN)
                && !expected.whole().contains(NOT_DRAWN);
        return undrawn
                || isNotValid(program, ending)
                || (ending.told().kind() == Told.Kind.NOTHING && asksBehindItsTransaction(program, expected, ending));
    }

    /** A lost session that cannot be replaced is not valid, which is the truth. */
    private static boolean isNotValid(Program program, Ending ending) {
        for (int n = Math.max(0, ending.struck()); n < ending.notes().size(); n++) {
            boolean asked = program.steps().get(n) instanceof Step.Called called && called.call() == Call.IS_VALID;
            if (asked && ending.notes().get(n).startsWith("false")) {
                return true;
            }
        }
        return false;
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
