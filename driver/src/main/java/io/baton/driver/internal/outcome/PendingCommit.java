/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.CommitToken;
import io.baton.topology.NodeAddress;
import io.baton.topology.history.Heard;
import io.baton.topology.history.LogReading;
import io.baton.topology.history.PrimaryRun;
import java.util.UUID;

/** What is known of a COMMIT that is about to be sent. */
public sealed interface PendingCommit {

    PendingCommit READ_ONLY = new ReadOnly();
    PendingCommit ONLY_READS_SEEN = new Reads(false);
    PendingCommit NO_ID = new Reads(true);
    PendingCommit DOOMED = new Doomed();
    PendingCommit UNASKED = new Unasked();

    /** The server let the transaction only read: there was nothing to commit. */
    record ReadOnly() implements PendingCommit {}

    /**
     * The transaction is taken for one that only read. What it has called may write for all that, and may do so in the COMMIT.
     *
     * @param asked whether the server said before the COMMIT that nothing was written by then
     */
    record Reads(boolean asked) implements PendingCommit {}

    /** A statement of it failed, so the server answers the COMMIT with a rollback. */
    record Doomed() implements PendingCommit {}

    /** Nobody asked the server, or it did not know: if the answer is lost, the outcome is unknown. */
    record Unasked() implements PendingCommit {}

    /** It can be found out, today or later, and has a name for that. */
    sealed interface Named extends PendingCommit permits Logged, Entered {

        CommitToken token();

        /** Where it was sent. */
        NodeAddress node();

        /** Whether the server that gave that answer is the one it was sent to, and has run since without a break. */
        boolean isOfRun(Heard answer);

        /** Whether it left an entry in the ledger. */
        boolean isInLedger();

        /**
         * The commit that the token names.
         *
         * @throws IllegalArgumentException when it is not a token of Baton's
         */
        static Named of(CommitToken token) {
            if (TokenText.isOf(token, Entered.FORM)) {
                return Entered.of(token);
            }
            return TokenText.isOf(token, Recorded.FORM) ? Recorded.of(token) : Asked.of(token);
        }
    }

    /** One of PostgreSQL, whose transactions have an id that the log carries. */
    sealed interface Logged extends Named permits Asked, Recorded {

        /** The server's process. */
        int backend();

        /** The server that it was sent to. */
        PrimaryRun at();

        @Override
        default NodeAddress node() {
            return at().node();
        }

        @Override
        default boolean isOfRun(Heard heard) {
            LogReading log = heard.answer().log();
            return log != null && at().run().equals(log.run());
        }
    }

    /**
     * The server was asked and answered, before the COMMIT was sent.
     *
     * @param transaction its transaction id, with the epoch in the upper half
     * @param position the end of a record of the log that carries the id
     * @param backend the server's process
     */
    record Asked(long transaction, long position, int backend, PrimaryRun at) implements Logged {

        static final String FORM = "pg1";

        @Override
        public boolean isInLedger() {
            return false;
        }

        @Override
        public CommitToken token() {
            return TokenText.of(FORM, transaction, position, backend, at);
        }

        static Asked of(CommitToken token) {
            TokenText text = new TokenText(token, FORM, 9);
            return new Asked(text.nextLong(), text.nextLong(), text.nextInt(), text.nextRun());
        }
    }

    /**
     * The transaction writes an entry into the ledger of PostgreSQL, before the COMMIT or along with it.
     *
     * @param entry the key of the entry; it also tells when it was made, by the clock of this JVM
     * @param table the table that it is in, by its oid: another session may find another one under the same name
     * @param backend the server's process
     * @param begun when that process began, in microseconds since 1970: its number may be another one's later
     */
    record Recorded(UUID entry, long table, int backend, long begun, PrimaryRun at) implements Logged {

        static final String FORM = "pgl2";

        /** On the same session. */
        Recorded next() {
            return new Recorded(TimeOrderedUuid.next(), table, backend, begun, at);
        }

        @Override
        public boolean isInLedger() {
            return true;
        }

        @Override
        public CommitToken token() {
            return TokenText.of(FORM, entry, table, backend, begun, at);
        }

        static Recorded of(CommitToken token) {
            TokenText text = new TokenText(token, FORM, 10);
            return new Recorded(text.nextUuid(), text.nextLong(), text.nextInt(), text.nextLong(), text.nextRun());
        }
    }

    /**
     * The transaction writes an entry into the ledger of MySQL or MariaDB, before the COMMIT or along with it.
     *
     * @param entry the key of the entry; it also tells when it was made, by the clock of this JVM
     * @param node where it was sent
     * @param server the identity of the server at that address; empty when it has none
     * @param session the number of the session there
     */
    record Entered(UUID entry, NodeAddress node, String server, long session) implements Named {

        static final String FORM = "my1";

        /** On the same session. */
        Entered next() {
            return new Entered(TimeOrderedUuid.next(), node, server, session);
        }

        /** It may have been started anew: nothing that it has acknowledged is behind what it had executed later. */
        @Override
        public boolean isOfRun(Heard heard) {
            return server.equals(heard.answer().instance());
        }

        @Override
        public boolean isInLedger() {
            return true;
        }

        @Override
        public CommitToken token() {
            return TokenText.of(FORM, entry, node, server, session);
        }

        static Entered of(CommitToken token) {
            TokenText text = new TokenText(token, FORM, 5);
            return new Entered(text.nextUuid(), text.nextNode(), text.next(), text.nextLong());
        }
    }
}
