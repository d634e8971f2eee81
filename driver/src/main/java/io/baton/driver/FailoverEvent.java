/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.time.Instant;
import java.util.List;

/** Something that a failover brought to light. Immutable. */
public sealed interface FailoverEvent {

    /** The name of the database, as in the log. */
    String cluster();

    /**
     * Commits that were acknowledged to this JVM and that the new primary does not have: an asynchronous failover lost them.
     *
     * @param node the new primary, {@code host:port}
     * @param writes each proved to be lost, oldest first
     * @param notRemembered how many acknowledged commits no replica was known to have when the memory for them was full:
     *     nobody can tell of those
     * @param undecided how many could be proved neither lost nor kept
     */
    record LostWrites(String cluster, String node, List<LostWrite> writes, long notRemembered, long undecided)
            implements FailoverEvent {
        public LostWrites {
            writes = List.copyOf(writes);
        }
    }

    /**
     * One of them.
     *
     * @param acknowledged when the server had answered the COMMIT, by the clock of this machine
     * @param statements the SQL texts of the statements of the transaction that may have written, without parameters; of a
     *     long transaction the first ones
     */
    record LostWrite(CommitToken token, Instant acknowledged, List<String> statements) {
        public LostWrite {
            statements = List.copyOf(statements);
        }
    }

    /**
     * The outcome of a commit that had been reported as unknown.
     *
     * @param why a sentence for people
     */
    record CommitResolved(String cluster, CommitToken token, CommitOutcome outcome, String why)
            implements FailoverEvent {}
}
