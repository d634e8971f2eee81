/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.catalogue.Leavings;
import io.baton.driver.internal.catalogue.LeavingsMemory;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.sql.SqlGrammar;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the texts of a session may have left in it, or done outside of its transaction, without a text that says so: in functions, views and
 * triggers. The server of the next session is asked. Used by the thread that uses the connection.
 */
final class LeftBehind {

    /** Who only goes from the primary to a replica and back does so often; functions are seldom made meanwhile. */
    private static final long OLDEST_WHILE_ALIVE = Duration.ofMinutes(1).toNanos();

    private final RanTexts texts = new RanTexts();
    private final SqlGrammar grammar;
    private final LeavingsMemory catalogue;
    /** How many different texts had been run when a session was found to have nothing that the next one has not. */
    private int judged;
    /** Whether the open transaction is told as lost, so that nobody counts on what it has left in its session. */
    private boolean openIsLost;
    /** Where the texts ran last. */
    private Lease former;

    LeftBehind(SqlGrammar grammar, LeavingsMemory catalogue, Lease first) {
        this.grammar = grammar;
        this.catalogue = catalogue;
        this.former = first;
    }

    RanTexts texts() {
        return texts;
    }

    /** What is left in the session that the texts ran in last, and is not in the next one; empty when nothing, and the next one is it. */
    Optional<String> by(Lease next) throws SQLException {
        Optional<String> left = next == former ? Optional.empty() : leftBy(next);
        if (left.isEmpty()) {
            former = next;
        }
        return left;
    }

    private Optional<String> leftBy(Lease next) throws SQLException {
        int ran = texts.count();
        if (ran == 0 || (!former.isBroken() && ran == judged)) {
            return Optional.empty();
        }
        Set<String> names = openIsLost ? texts.namesInEnded(grammar) : texts.namesEver(grammar);
        Optional<String> left = ask(catalogue, former, next).inSession(names);
        judged = left.isEmpty() ? ran : judged;
        return left;
    }

    void openIsLost(boolean lost) {
        openIsLost = lost;
    }

    /** As {@link #kept(Lease, Lease)}, of a session that is not followed by another one. */
    Optional<String> kept(Lease lost, Connection primary) throws SQLException {
        Set<String> names = texts.namesInTransaction(grammar);
        return names.isEmpty()
                ? Optional.empty()
                : catalogue.of(lostAt(lost), primary).kept(names);
    }

    /** What the catalogue says of the texts of the open transaction; {@link Leavings#NONE} if there are none. */
    private Leavings ofOpen(Set<String> names, @Nullable Lease lost, Lease next) throws SQLException {
        return lost == null || names.isEmpty() ? Leavings.NONE : ask(catalogue, lost, next);
    }

    /**
     * What a function did outside of the open transaction was not undone, and must not be done again.
     *
     * @param lost the session that the transaction was open in
     */
    void requireUndone(@Nullable Lease lost, Lease next) throws SQLException, ReplayRefused {
        Set<String> names = texts.namesInTransaction(grammar);
        Optional<String> outside = ofOpen(names, lost, next).outside(names);
        if (outside.isPresent()) {
            throw new ReplayRefused(ReplayRefusal.EXTERNAL_EFFECT, outside.get(), null);
        }
    }

    /** What of the open transaction may be there although it was rolled back; empty when nothing. */
    Optional<String> kept(@Nullable Lease lost, Lease next) throws SQLException {
        Set<String> names = texts.namesInTransaction(grammar);
        return ofOpen(names, lost, next).kept(names);
    }

    private static long lostAt(Lease former) {
        return former.isBroken() ? former.brokenAt() : System.nanoTime() - OLDEST_WHILE_ALIVE;
    }

    private static Leavings ask(LeavingsMemory catalogue, Lease former, Lease next) throws SQLException {
        long lostAt = lostAt(former);
        Connection session = next.vendors();
        boolean alone = session.getAutoCommit();
        try {
            return catalogue.of(lostAt, session);
        } finally {
            if (!alone && !next.isBroken()) {
                session.rollback(); // Asking has begun a transaction, which is not the application's.
            }
        }
    }
}
