/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.ConnectionLost;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Intent;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.queue.Ticket;
import io.baton.driver.internal.sql.SessionHold;
import io.baton.driver.internal.sql.SqlGrammar;
import io.baton.topology.Observation;
import io.baton.topology.Topology;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands: which lease serves it, whether that is still good, and what it has been told. Knows nothing of
 * transactions.
 *
 * <p>Used by one thread at a time, as a JDBC connection is, except {@link #close}, {@link #abort} and {@link #isClosed}.
 */
abstract class Footing {

    private static final long NEVER = -1;

    final Cluster cluster;
    private final SessionSettings settings;
    private final HeldLeases held;
    /** The version of the topology that the current lease was last found good in. */
    private long routedVersion = NEVER;

    private volatile boolean closed;
    private boolean spoils;
    /** Of the one who looks for a node, or did so last. */
    private volatile @Nullable Ticket ticket;

    Footing(Cluster cluster) throws SQLException {
        this.cluster = cluster;
        settings = new SessionSettings(cluster.grammar());
        Lease first = cluster.router().lease(Intent.CONNECT, new Ticket(cluster.loginDeadline(), () -> false));
        held = new HeldLeases(first);
        settings.beginWith(mode(first, true), cluster.dialect().isDeclaredReadOnly(first.vendors()));
        settingsApplied(first);
        cluster.metadata().begin(first.vendors());
    }

    /**
     * Whether the server commits each statement by itself there. Asks it where its last answer does not tell, or tells something
     * else: a driver that has had no answer yet knows nothing.
     *
     * @param expected what it should be by what was called last
     */
    final boolean mode(Lease lease, boolean expected) throws SQLException {
        Boolean said = cluster.dialect().autoCommits(lease.vendors());
        if (said != null && said == expected) {
            return expected;
        }
        try {
            cluster.dialect().askStatus(lease.vendors());
            said = cluster.dialect().autoCommits(lease.vendors());
        } catch (SQLException e) {
            if (said == null || !isLost(lease, e)) {
                throw e;
            } // Else the last answer that it gave stands.
        }
        return said == null ? expected : said;
    }

    public final Cluster cluster() {
        return cluster;
    }

    /** The SQL that its texts are in. */
    public final SqlGrammar grammar() {
        return cluster.grammar();
    }

    public final SessionSettings settings() {
        return settings;
    }

    /** The lease that the last call ran on, broken or not. */
    public final Lease current() {
        return held.current();
    }

    /** The lease that serves calls that need no server; null while there is none that works. */
    public final @Nullable Lease usable() {
        Lease lease = held.current();
        return lease.isBroken() ? null : lease;
    }

    /** Whether nothing happened since the current lease was chosen: one volatile read and a few fields. */
    public final boolean isSettled() {
        return cluster.topology().version() == routedVersion && !held.current().isBroken() && !closed;
    }

    /** Whether nothing may run on it any more, be it that the fence has been decided and has not reached it yet. */
    public final boolean isDead(Lease lease) {
        if (lease == held.current() && isSettled()) {
            return false; // It was looked at since the last change.
        }
        return lease.isBroken()
                || lease.generation() < cluster.topology().node(lease.node()).generation();
    }

    /** Whether the failure came with the end of the lease's session. SQLStates alone do not tell: functions raise them. */
    public final boolean isLost(Lease lease) {
        return lease.isBroken() || cluster.dialect().isOver(lease.vendors());
    }

    /** As {@link #isLost(Lease)}, also where the vendor's driver has told of the end and not taken note of it. */
    public final boolean isLost(Lease lease, SQLException failure) {
        return isLost(lease) || cluster.dialect().isBreak(failure);
    }

    final void requireMovable() throws ConnectionLost {
        if (isPinned()) {
            throw immovable(null);
        }
    }

    /** What ties the session is gone. */
    final ConnectionLost immovable(@Nullable Throwable cause) {
        return new ConnectionLost("the session cannot move to another node: " + String.join("; ", pins()), cause);
    }

    /** Lets those who wait for a node look again whether they still should. */
    public final void wakeWaiting() {
        cluster.keeper().recheck();
        Ticket waiting = ticket;
        if (waiting != null) {
            waiting.recheck();
        }
    }

    /** Closing may have come while the lease was on its way, which it could not see. */
    final void hold(Lease lease) throws SQLException {
        held.use(lease);
        if (spoils) {
            lease.spoil();
        }
        if (closed) {
            lease.abort(cluster.aborter());
            requireOpen();
        }
    }

    final void applySettings(Lease lease) throws SQLException {
        if (lease.appliedSettings() == settings.version()) {
            return;
        }
        try {
            settings.applyTo(lease.jdbc(), lease.appliedSettings() > 0);
        } catch (SQLException e) {
            if (isLost(lease)) {
                throw e;
            }
            // Going on would be in a silently different session.
            throw new ConnectionLost(
                    "the session's settings could not be made again on " + lease.node() + ": " + e.getMessage(), e);
        }
        requireMode(lease);
        settingsApplied(lease);
    }

    /** A driver that keeps the mode to itself may not have told the server. */
    private void requireMode(Lease lease) throws SQLException {
        if (mode(lease, settings.autoCommit()) != settings.autoCommit()) {
            throw new ConnectionLost(
                    "auto-commit is " + (settings.autoCommit() ? "off" : "on") + " on " + lease.node()
                            + " whatever its driver is told",
                    null);
        }
    }

    /** Puts the lease away for good and has its node looked at. */
    public final void giveUp(Lease lease, SQLException why) {
        if (!lease.isBroken()) {
            cluster.keeper()
                    .report(new Observation.Suspected(
                            lease.node(), lease.generation(), "a session broke: " + why.getMessage()));
        }
        lease.abort(cluster.aborter());
        lease.settle();
    }

    /** Ties the session to its present physical connection: it holds something that no other one has. */
    public final void hold(SessionHold hold) {
        spoil();
        settings.server().hold(hold);
        settingsApplied();
    }

    /** What the application does in the session can be undone by nobody but the application. */
    final void spoil() {
        spoils = true;
        held.current().spoil();
    }

    public final boolean isPinned() {
        return !settings.server().holds().isEmpty();
    }

    /** Whether it holds something of that kind. */
    public final boolean holds(SessionHold.Kind kind) {
        return settings.server().holds().stream().anyMatch(hold -> hold.kind() == kind);
    }

    /** Why it cannot move to another node, in sentences; empty when it can. Any thread. */
    public final List<String> pins() {
        return settings.server().holds().stream().map(SessionHold::sentence).toList();
    }

    /** The next call looks whether it still stands on a good node. */
    public final void unsettle() {
        routedVersion = NEVER;
    }

    /** Reads and writes go to different nodes: the next call looks for its own. */
    public final void switchReadOnly(boolean readOnly) {
        settings.setReadOnly(readOnly);
        routedVersion = NEVER;
        settingsApplied();
    }

    /** The current lease, if it works, has all settings. */
    public final void settingsApplied() {
        Lease lease = usable();
        if (lease != null) {
            settingsApplied(lease);
        }
    }

    private void settingsApplied(Lease lease) {
        lease.settingsApplied(settings.version(), settings.isAltered());
    }

    /**
     * Refuses calls on a closed connection, in the vendor's words.
     *
     * @throws SQLException 08003
     */
    public final void requireOpen() throws SQLException {
        if (closed) {
            held.current().jdbc().getTransactionIsolation();
            throw new SQLException("This connection has been closed.", "08003");
        }
    }

    public final boolean isClosed() {
        return closed;
    }

    /** Returns at once, even while another thread waits for a node here. */
    public final void close() throws SQLException {
        closed = true;
        wakeWaiting();
        try {
            held.close();
        } catch (SQLException e) {
            if (!isLost(held.current())) {
                throw e; // Else it is closed already, and some vendors would say so.
            }
        }
    }

    /** As {@link #close}, but waking a thread that is blocked in a call. */
    public final void abort(Executor executor) {
        closed = true;
        wakeWaiting();
        held.abort(executor);
    }

    /** The current lease is good in that topology. */
    final void settledIn(Topology topology) {
        routedVersion = topology.version();
    }

    final HeldLeases held() {
        return held;
    }

    /** Somebody looks for a node, and is to be woken when that is of no use any more. */
    final void looksWith(Ticket mine) {
        ticket = mine;
    }
}
