/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.internal.outcome.PendingCommit.Entered;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a primary of MySQL or MariaDB is asked. */
final class MySqlInquiry implements CommitInquiry {

    private static final int NO_SUCH_THREAD = 1094;

    private final PrimarySession session;
    private final @Nullable String server;
    private final MySqlLedger ledger;
    /** In whole seconds, and hence never too long. */
    private final Duration uptime;
    /** When it was asked for, by {@link System#nanoTime}: whoever waits here does not make the server younger. */
    private final long asked = System.nanoTime();

    private MySqlInquiry(PrimarySession session, @Nullable String server, MySqlLedger ledger, Duration uptime) {
        this.session = session;
        this.server = server;
        this.ledger = ledger;
        this.uptime = uptime;
    }

    /** @param server the identity of the server; null when it has none */
    static MySqlInquiry on(PrimarySession session, @Nullable String server, MySqlLedger ledger) throws SQLException {
        try (Statement statement = session.jdbc().createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Uptime'")) {
            row.next();
            return new MySqlInquiry(session, server, ledger, Duration.ofSeconds(row.getLong(2)));
        }
    }

    @Override
    public Decision decide(PendingCommit.Named commit) throws SQLException {
        return commit instanceof Entered entered
                ? LedgerRules.decide(ledger.find(entered, session.jdbc()))
                : Decision.OTHER_CLUSTER;
    }

    /** A restart lets numbers of sessions begin anew. */
    @Override
    public boolean isSameRun(PendingCommit.Named commit) {
        return commit instanceof Entered entered
                && entered.node().equals(session.node())
                && entered.server().equals(server)
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
