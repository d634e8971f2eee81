/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.internal.outcome.LedgerRules.Place;
import io.baton.driver.internal.outcome.PendingCommit.Entered;
import io.baton.topology.dialect.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a primary of MySQL or MariaDB is asked. */
final class MySqlInquiry implements CommitInquiry {

    private static final int NO_SUCH_THREAD = 1094;

    /** Without the right to see the state of replication: it costs those who wait for a COMMIT that much after a failover. */
    private static final Duration REST_BEFORE_MARK = Duration.ofSeconds(3);

    /** Nobody waits, and what is called lost must not come later. */
    private static final Duration REST_BEFORE_LOSS = Duration.ofSeconds(12);

    /** Uptime is a difference of two times in whole seconds. */
    private static final Duration ERROR_OF_UPTIME = Duration.ofSeconds(1);

    private final PrimarySession session;
    private final String server;
    private final MySqlLedgerTable table;
    private final Dialect dialect;
    private final AppliedLog applied;
    private final boolean ofOtherEngine;
    /** Never too long. */
    private final Duration uptime;
    /** When it was asked for, by {@link System#nanoTime}: whoever waits here does not make the server younger. */
    private final long asked = System.nanoTime();

    /** Whether all was applied when this was asked for the first time; null before. */
    private @Nullable Boolean allApplied;

    private MySqlInquiry(
            PrimarySession session,
            String server,
            MySqlLedgerTable table,
            Dialect dialect,
            AppliedLog applied,
            Duration uptime)
            throws SQLException {
        this.session = session;
        this.server = server;
        this.table = table;
        this.dialect = dialect;
        this.applied = applied;
        this.uptime = uptime;
        this.ofOtherEngine = table.isOfOtherEngine(session.jdbc());
    }

    /** @param server the identity of the server; null when it has none */
    static MySqlInquiry on(
            PrimarySession session,
            @Nullable String server,
            MySqlLedgerTable table,
            Dialect dialect,
            AppliedLog applied)
            throws SQLException {
        try (Statement statement = session.jdbc().createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Uptime'")) {
            row.next();
            Duration uptime = Duration.ofSeconds(row.getLong(2)).minus(ERROR_OF_UPTIME);
            return new MySqlInquiry(session, server == null ? "" : server, table, dialect, applied, uptime);
        }
    }

    @Override
    public Decision decide(PendingCommit.Named commit) throws SQLException {
        if (!(commit instanceof Entered entered)) {
            return Decision.OTHER_CLUSTER;
        }
        return LedgerRules.decide(ofOtherEngine ? Place.NO_LEDGER : find(entered));
    }

    private Place find(Entered commit) throws SQLException {
        boolean mayMark =
                isOfThisServer(commit) || isAllApplied(REST_BEFORE_MARK); // Before the look: later is too late.
        Place found = table.lookClosely(commit.entry(), session.jdbc());
        if (found != null) {
            return found;
        }
        if (LedgerRules.isPerhapsCleaned(commit.entry())) {
            return Place.PERHAPS_CLEANED;
        }
        return mayMark ? table.mark(commit.entry(), session.jdbc()) : Place.PERHAPS_ON_ITS_WAY;
    }

    @Override
    public Decision verify(PendingCommit.Named commit) throws SQLException {
        return commit instanceof Entered entered ? LedgerRules.decide(look(entered)) : Decision.OTHER_CLUSTER;
    }

    private Place look(Entered commit) throws SQLException {
        boolean nothingComes = isOfThisServer(commit) || wasAllApplied();
        Place found = table.look(commit.entry(), session.jdbc());
        if (found != null) {
            return found;
        }
        if (LedgerRules.isPerhapsCleaned(commit.entry())) {
            return Place.PERHAPS_CLEANED;
        }
        return nothingComes ? Place.NOTHING : Place.PERHAPS_ON_ITS_WAY;
    }

    /** What a server has written itself does not come to it from another one. */
    private boolean isOfThisServer(Entered commit) {
        return !server.isEmpty() && commit.server().equals(server);
    }

    private boolean isAllApplied(Duration patience) throws SQLException {
        return applied.isAllApplied(server, dialect.backlog(session.jdbc()), patience);
    }

    /** Once for all that are looked for. */
    private boolean wasAllApplied() throws SQLException {
        Boolean known = allApplied;
        if (known == null) {
            known = isAllApplied(REST_BEFORE_LOSS);
            allApplied = known;
        }
        return known;
    }

    @Override
    public String server() {
        return server;
    }

    @Override
    public boolean mayBeOfThisServer(PendingCommit.Named commit) {
        return commit instanceof Entered entered && isOfThisServer(entered);
    }

    /** A restart lets numbers of sessions begin anew. */
    @Override
    public boolean isSameRun(PendingCommit.Named commit) {
        return commit instanceof Entered entered
                && isOfThisServer(entered)
                && TimeOrderedUuid.ageOf(entered.entry())
                                .minusNanos(System.nanoTime() - asked)
                                .compareTo(uptime)
                        <= 0;
    }

    @Override
    public OldSession oldSession(PendingCommit.Named commit) throws SQLException {
        if (!isSameRun(commit)) {
            return OldSession.GONE; // What holds the place of the entry then is replication, or a recovery.
        }
        long id = ((Entered) commit).session();
        try (Statement statement = session.jdbc().createStatement();
                ResultSet row = statement.executeQuery("SHOW PROCESSLIST")) {
            while (row.next()) {
                if (row.getLong("Id") == id) {
                    return doing(String.valueOf(row.getString("Command")), String.valueOf(row.getString("State")));
                }
            }
            return OldSession.GONE;
        }
    }

    private static OldSession doing(String command, String state) {
        if (state.contains("semi-sync ACK")) {
            return OldSession.WAITS_FOR_STANDBY;
        }
        return command.equals("Sleep") ? OldSession.IDLE : OldSession.ACTIVE;
    }

    @Override
    public void terminate(PendingCommit.Named commit) throws SQLException {
        try (Statement statement = session.jdbc().createStatement()) {
            statement.execute("KILL CONNECTION " + ((Entered) commit).session());
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
        }
    }
}
