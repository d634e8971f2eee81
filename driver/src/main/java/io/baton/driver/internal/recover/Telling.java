/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.CommitToken;
import io.baton.driver.ConnectionLost;
import io.baton.driver.internal.outcome.Decision;
import io.baton.driver.internal.session.LogicalSession;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the application is told of what cannot be hidden. A state of class 08 and a closed connection always come together. */
final class Telling {

    private final LogicalSession session;

    Telling(LogicalSession session) {
        this.session = session;
    }

    SQLException tell(Verdict.Outcome outcome, InterruptedCall call, SQLException cause) {
        return switch (outcome) {
            case COMMIT_OUTCOME_UNKNOWN -> unknown(call, Decision.NOT_ASKED, cause);
            case CONNECTION_LOST ->
                closing(new ConnectionLost(
                        call.lease().node() + " was lost and the session cannot be carried over", cause));
        };
    }

    SQLException unknown(InterruptedCall call, Decision why, SQLException cause) {
        return unknown(call, why, null, cause);
    }

    SQLException unknown(InterruptedCall call, Decision decision, @Nullable CommitToken token, SQLException cause) {
        boolean inPart = call.mayBeInPart();
        return closing(new CommitOutcomeUnknown(
                call.lease().node()
                        + " was lost, or answered with an error that does not tell, while a commit was under way: it may"
                        + " have taken effect" + (inPart ? ", in part only," : "") + " or not, for "
                        + decision.why() + ". "
                        + (token == null
                                ? "Look in the database"
                                : "Ask for the outcome with the token, or look in the database,")
                        + " before you repeat it.",
                inPart,
                token,
                cause));
    }

    /** What it was ended by, in the words of the server if it has said anything. */
    SQLException endedAgain(SQLException e) {
        boolean said = session.cluster().dialect().isServersRefusal(e);
        return closing(
                said ? e : new ConnectionLost("each session that this call was run in ended, one after the other", e));
    }

    SQLException closing(SQLException e) {
        session.fail();
        return e;
    }
}
