/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.CommitToken;
import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.history.ServerRun;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of a COMMIT that is about to be sent. */
public sealed interface PendingCommit {

    PendingCommit NOTHING_WRITTEN = new NothingWritten();
    PendingCommit DOOMED = new Doomed();
    PendingCommit UNASKED = new Unasked();

    /** The transaction only read: whether it was committed makes no difference. */
    record NothingWritten() implements PendingCommit {}

    /** A statement of it failed, so the server answers the COMMIT with a rollback. */
    record Doomed() implements PendingCommit {}

    /** Nobody asked the server, or it did not know: if the answer is lost, the outcome is unknown. */
    record Unasked() implements PendingCommit {}

    /** It can be found out, today or later, and has a name for that. */
    sealed interface Named extends PendingCommit permits Asked, Recorded {

        CommitToken token();

        /** Its transaction id, with the epoch in the upper half. */
        long transaction();

        /** The server's process. */
        int backend();

        ServerRun run();

        /** Cluster and timeline. */
        TimelineEpoch epoch();

        /**
         * The commit that the token names.
         *
         * @throws IllegalArgumentException when it is not a token of Baton's
         */
        static Named of(CommitToken token) {
            return token.text().startsWith("pgl") ? Recorded.of(token) : Asked.of(token);
        }
    }

    /**
     * The server was asked and answered, before the COMMIT was sent.
     *
     * @param transaction its transaction id, with the epoch in the upper half
     * @param position the end of a record of the log that carries the id
     * @param backend the server's process
     * @param run the run of the server
     * @param epoch cluster and timeline
     */
    record Asked(long transaction, long position, int backend, ServerRun run, TimelineEpoch epoch) implements Named {

        private static final String FORM = "pg1/%s/%d/%d/%d/%d/%d/%d/%d/%d";
        private static final Pattern TOKEN =
                Pattern.compile("pg1/([^/]+)/(\\d+)/(-?\\d+)/(\\d+)/(\\d+)/(\\d+)/(\\d+)/(\\d+)/(\\d+)");

        @Override
        public CommitToken token() {
            return new CommitToken(FORM.formatted(
                    run.node().host(),
                    run.node().port(),
                    epoch.systemIdentifier(),
                    epoch.timeline(),
                    transaction,
                    position,
                    backend,
                    run.started(),
                    run.recoveryEnd()));
        }

        static Asked of(CommitToken token) {
            Matcher m = TOKEN.matcher(token.text());
            if (!m.matches()) {
                throw new IllegalArgumentException("not a token of a commit: " + token);
            }
            NodeAddress node = new NodeAddress(m.group(1), Integer.parseInt(m.group(2)));
            return new Asked(
                    Long.parseLong(m.group(5)),
                    Long.parseLong(m.group(6)),
                    Integer.parseInt(m.group(7)),
                    new ServerRun(node, Long.parseLong(m.group(8)), Long.parseLong(m.group(9))),
                    new TimelineEpoch(Long.parseLong(m.group(3)), Integer.parseInt(m.group(4))));
        }
    }

    /**
     * The transaction wrote an entry into the ledger before the COMMIT was sent.
     *
     * @param entry the key of the entry
     * @param written when, by the server's clock, in microseconds since 1970
     */
    record Recorded(UUID entry, long written, long transaction, int backend, ServerRun run, TimelineEpoch epoch)
            implements Named {

        private static final String FORM = "pgl1/%s/%d/%d/%d/%d/%s/%d/%d/%d/%d";
        private static final Pattern TOKEN = Pattern.compile(
                "pgl1/([^/]+)/(\\d+)/(-?\\d+)/(\\d+)/(\\d+)/([0-9a-f-]{36})/(\\d+)/(\\d+)/(\\d+)/(\\d+)");

        @Override
        public CommitToken token() {
            return new CommitToken(FORM.formatted(
                    run.node().host(),
                    run.node().port(),
                    epoch.systemIdentifier(),
                    epoch.timeline(),
                    transaction,
                    entry,
                    written,
                    backend,
                    run.started(),
                    run.recoveryEnd()));
        }

        static Recorded of(CommitToken token) {
            Matcher m = TOKEN.matcher(token.text());
            if (!m.matches()) {
                throw new IllegalArgumentException("not a token of a commit: " + token);
            }
            NodeAddress node = new NodeAddress(m.group(1), Integer.parseInt(m.group(2)));
            return new Recorded(
                    UUID.fromString(m.group(6)),
                    Long.parseLong(m.group(7)),
                    Long.parseLong(m.group(5)),
                    Integer.parseInt(m.group(8)),
                    new ServerRun(node, Long.parseLong(m.group(9)), Long.parseLong(m.group(10))),
                    new TimelineEpoch(Long.parseLong(m.group(3)), Integer.parseInt(m.group(4))));
        }
    }
}
