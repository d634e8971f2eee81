/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.internal.outcome.LedgerRules.Place;
import io.baton.driver.internal.outcome.PendingCommit.Recorded;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ServerRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table in the application's database of PostgreSQL in which each transaction that writes leaves an entry. It needs a table and no
 * evidence from anybody who saw the failover. Thread-safe.
 */
final class PostgresLedger implements CommitEvidence {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String UNDEFINED_TABLE = "42P01";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String TABLE_IS_NO_EVIDENCE = PostgresLedgerTable.NO_EVIDENCE;

    private static final String DEFINITION = "CREATE TABLE %1$s (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL,"
            + " written timestamptz NOT NULL); GRANT SELECT, INSERT, DELETE ON %1$s TO <the application's user>";

    private static final String WRITE =
            "INSERT INTO %s (entry, outcome, written) VALUES (?, 'C', pg_catalog.clock_timestamp())";

    /** Whose session it is, and of which run of the server. */
    private static final String RETURNING = """
            RETURNING pg_catalog.pg_backend_pid(),
              (SELECT (extract(epoch FROM backend_start) * 1000000)::pg_catalog.int8
               FROM pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid())),
              (extract(epoch FROM pg_catalog.pg_postmaster_start_time()) * 1000000)::pg_catalog.int8,
              coalesce(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_last_wal_replay_lsn(), '0/0'), 0)::pg_catalog.int8""";

    /** A READ ONLY transaction would refuse the entry; it has an id if it wrote to a temporary table. */
    private static final String MAY_LEAVE_ENTRY = "SELECT pg_catalog.txid_current_if_assigned() IS NOT NULL"
            + " AND pg_catalog.current_setting('transaction_read_only') = 'off'";

    private static final String READ = "SELECT outcome FROM %s WHERE entry = ?";

    /**
     * Who holds the place does so until its transaction ends. The mark needs to outlive nothing that the transaction which it
     * keeps out would outlive, so it waits for no disk and no standby.
     */
    private static final String PREPARE_MARK =
            "SET lock_timeout = '100ms'; SET synchronous_commit = off; SET default_transaction_isolation = 'read committed'";

    private static final String MARK = """
            INSERT INTO %s (entry, outcome, written) VALUES (?, 'A', pg_catalog.clock_timestamp())
            ON CONFLICT (entry) DO NOTHING""";

    private static final String CLEAN = """
            DELETE FROM %1$s WHERE entry IN (
              SELECT entry FROM %1$s
              WHERE entry < ? AND written < pg_catalog.clock_timestamp() - pg_catalog.make_interval(secs => ?)
              LIMIT ? FOR UPDATE SKIP LOCKED)""";

    private final String table;
    private final Dialect dialect;
    private final EpochOfRun epochs;
    private final String writeReturning;
    /** The table that was written to last, and how it is written to whatever the search path is. */
    private volatile @Nullable Target target;

    private record Target(long table, String write) {}

    /** @param table its name, which must have been checked */
    PostgresLedger(String table, Dialect dialect, EpochOfRun epochs) {
        this.table = table;
        this.dialect = dialect;
        this.epochs = epochs;
        this.writeReturning = WRITE.formatted(table) + " " + RETURNING + ", " + PostgresLedgerTable.columns(table);
    }

    @Override
    public PendingCommit secure(Connection vendors, ServerAt at, boolean surelyWrites) throws SQLException {
        boolean mayBeReadOnly = !surelyWrites || vendors.isReadOnly();
        if (mayBeReadOnly && !mayLeaveEntry(vendors)) {
            return PendingCommit.NO_ID;
        }
        UUID entry = TimeOrderedUuid.next();
        try (PreparedStatement statement = vendors.prepareStatement(writeReturning)) {
            statement.setObject(1, entry);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                PostgresLedgerTable written = PostgresLedgerTable.read(row, 5);
                remember(written);
                ServerRun run = new ServerRun(row.getLong(3), row.getLong(4));
                return new Recorded(
                        entry, written.oid(), row.getInt(1), row.getLong(2), epochs.at(at.node(), run, vendors));
            }
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    private void remember(PostgresLedgerTable written) {
        Target known = target;
        if (known == null || known.table != written.oid()) {
            target = new Target(written.oid(), WRITE.formatted(written.name()));
        }
    }

    /** A session that is the server's own stays in one run of it; behind a pooler the next transaction is somewhere else. */
    @Override
    public PendingCommit.@Nullable Named withCommit(Connection vendors, PendingCommit.Named last) throws SQLException {
        Target known = target;
        boolean can = last instanceof Recorded before
                && known != null
                && known.table == before.table()
                && before.backend() == dialect.sessionId(vendors)
                && !vendors.isReadOnly()
                && dialect.canInsertAndCommit(vendors);
        return can ? ((Recorded) last).next() : null;
    }

    @Override
    public Carried commit(Connection vendors, PendingCommit.Named with) throws SQLException {
        Recorded recorded = (Recorded) with;
        try {
            dialect.insertAndCommit(vendors, writeTo(recorded.table(), vendors), recorded.entry());
            return Carried.COMMITTED;
        } catch (SQLException e) {
            throw explained(RolledBack.because(e, vendors, dialect));
        }
    }

    /** Another session may have written to another table meanwhile. */
    private String writeTo(long oid, Connection vendors) throws SQLException {
        Target known = target;
        if (known != null && known.table == oid) {
            return known.write;
        }
        return WRITE.formatted(
                Objects.requireNonNull(PostgresLedgerTable.of(oid, vendors)).name());
    }

    private static boolean mayLeaveEntry(Connection vendors) throws SQLException {
        try (Statement statement = vendors.createStatement();
                ResultSet row = statement.executeQuery(MAY_LEAVE_ENTRY)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private SQLException explained(SQLException e) {
        if (!dialect.isServersRefusal(e) && TABLE_IS_NO_EVIDENCE.equals(e.getSQLState())) {
            return new EntryRefused(e, DEFINITION.formatted(table));
        }
        boolean missing = UNDEFINED_TABLE.equals(e.getSQLState()) || INSUFFICIENT_PRIVILEGE.equals(e.getSQLState());
        boolean ours = String.valueOf(e.getMessage()).contains(table.substring(table.lastIndexOf('.') + 1));
        if (!missing || !ours) { // A deferred trigger fails in the COMMIT, and may miss a table of its own.
            return e;
        }
        return new EntryRefused(e, DEFINITION.formatted(table));
    }

    /** Looks for the entry on the primary, and sees to it that it will never be there if it is not. */
    Place find(Recorded commit, Connection primary) throws SQLException {
        PostgresLedgerTable there = PostgresLedgerTable.of(commit.table(), primary);
        if (there == null) {
            return Place.NO_LEDGER;
        }
        Place found = read(there, commit, primary);
        if (found != null) {
            return found;
        }
        if (LedgerRules.isPerhapsCleaned(commit.entry())) {
            return Place.PERHAPS_CLEANED;
        }
        try {
            return mark(there, commit, primary);
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return Place.HELD;
            }
            throw e;
        }
    }

    /** Looks for an entry that was acknowledged: what a primary of PostgreSQL does not show then, it does not have. */
    Place look(Recorded commit, Connection primary) throws SQLException {
        PostgresLedgerTable there = PostgresLedgerTable.of(commit.table(), primary);
        if (there == null) {
            return Place.NO_LEDGER;
        }
        Place found = read(there, commit, primary);
        if (found != null) {
            return found;
        }
        return LedgerRules.isPerhapsCleaned(commit.entry()) ? Place.PERHAPS_CLEANED : Place.NOTHING;
    }

    private Place mark(PostgresLedgerTable there, Recorded commit, Connection primary) throws SQLException {
        try (Statement prepare = primary.createStatement()) {
            prepare.execute(PREPARE_MARK);
        }
        try (PreparedStatement statement = primary.prepareStatement(MARK.formatted(there.name()))) {
            statement.setObject(1, commit.entry());
            if (statement.executeUpdate() == 1) {
                return Place.MARK;
            }
        } finally {
            try (Statement reset = primary.createStatement()) {
                reset.execute("RESET lock_timeout; RESET synchronous_commit; RESET default_transaction_isolation");
            }
        }
        Place other = read(there, commit, primary);
        return other == null ? Place.HELD : other; // Gone already: whoever cleans it is too quick.
    }

    private @Nullable Place read(PostgresLedgerTable there, Recorded commit, Connection primary) throws SQLException {
        try (PreparedStatement statement = primary.prepareStatement(READ.formatted(there.name()))) {
            statement.setObject(1, commit.entry());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                return row.getString(1).equals("C") ? Place.ENTRY : Place.MARK;
            }
        }
    }

    /** Takes out some of the entries that nobody asks for any more. */
    int clean(Connection primary) throws SQLException {
        try (PreparedStatement statement = primary.prepareStatement(CLEAN.formatted(table))) {
            statement.setObject(1, TimeOrderedUuid.first(LedgerRules.KEPT));
            statement.setDouble(2, (double) LedgerRules.KEPT.toSeconds());
            statement.setInt(3, CommitArchive.MOST_CLEANED_AT_ONCE);
            return statement.executeUpdate();
        }
    }
}
