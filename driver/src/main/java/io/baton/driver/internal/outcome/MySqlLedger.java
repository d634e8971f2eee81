/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.internal.outcome.LedgerRules.Place;
import io.baton.topology.FailureKind;
import io.baton.topology.NodeAddress;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ClusterHistory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table in the application's database of MySQL or MariaDB in which each transaction that writes leaves an entry. Thread-safe.
 *
 * <p>An entry that is missing on a promoted replica may still be on its way there, in what the replica has received and not
 * applied. The mark keeps that out, too: whichever of the two comes second is refused by the primary key.
 */
final class MySqlLedger implements CommitEvidence {

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int LOCK_NOWAIT = 3572;
    private static final int DUPLICATE_ENTRY = 1062;
    private static final int NO_SUCH_TABLE = 1146;
    private static final int TABLE_ACCESS_DENIED = 1142;
    private static final int NO_DATABASE_SELECTED = 1046;
    private static final int IN_READ_ONLY_TRANSACTION = 1792;

    private static final String DEFINITION =
            "CREATE TABLE %1$s (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                    + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB;"
                    + " GRANT SELECT, INSERT, DELETE ON %1$s TO <the application's user>";

    private static final String WRITE = "INSERT INTO %s (entry, outcome) VALUES (?, 'C')";

    /** Sees what is committed by now, whatever the isolation level, and waits for nobody. */
    private static final String READ = "SELECT outcome FROM %s WHERE entry = ? FOR UPDATE NOWAIT";

    /** Not INSERT IGNORE: logged as a statement, it would let an old primary that has the entry pass over it. */
    private static final String MARK = "INSERT INTO %s (entry, outcome) VALUES (?, 'A')";

    private static final String CLEAN =
            "DELETE FROM %s WHERE entry < ? AND written < NOW(6) - INTERVAL ? SECOND ORDER BY entry LIMIT ?";

    private final String table;
    private final String write;
    private final Dialect dialect;
    private final ClusterHistory history;

    /** @param table its name, which must have been checked */
    MySqlLedger(String table, Dialect dialect, ClusterHistory history) {
        this.table = table;
        this.dialect = dialect;
        this.history = history;
        this.write = WRITE.formatted(table);
    }

    /** A session may turn to another database, where another table may have that name: it would be asked for in this one. */
    static String tableIn(String database, String table) {
        boolean qualified = table.contains(".") || database.isEmpty();
        return qualified ? table : '`' + database.replace("`", "``") + "`." + table;
    }

    String definition() {
        return DEFINITION.formatted(table);
    }

    /** Whether the failure says that there is no table to write to. */
    static boolean isMissing(SQLException e) {
        int code = e.getErrorCode();
        return code == NO_SUCH_TABLE || code == TABLE_ACCESS_DENIED || code == NO_DATABASE_SELECTED;
    }

    @Override
    public PendingCommit secure(Connection vendors, NodeAddress node, boolean surelyWrites) throws SQLException {
        try {
            return write(vendors, node, surelyWrites);
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    @Override
    public PendingCommit.@Nullable Named withCommit(Connection vendors, PendingCommit.Named last) throws SQLException {
        return last instanceof PendingCommit.Entered before && dialect.canInsertAndCommit(vendors)
                ? before.next()
                : null;
    }

    @Override
    public Carried commit(Connection vendors, PendingCommit.Named with) throws SQLException {
        try {
            return insertAndCommit(vendors, with);
        } catch (SQLException e) {
            throw explained(rolledBack(vendors, e));
        }
    }

    /** @throws SQLException the transaction may still be open */
    Carried insertAndCommit(Connection vendors, PendingCommit.Named with) throws SQLException {
        try {
            dialect.insertAndCommit(vendors, write, ((PendingCommit.Entered) with).entry());
            return Carried.COMMITTED;
        } catch (SQLException e) {
            if (e.getErrorCode() == IN_READ_ONLY_TRANSACTION) {
                return Carried.REFUSED;
            }
            throw e;
        }
    }

    /** As after a COMMIT that was refused. */
    SQLException rolledBack(Connection vendors, SQLException refusal) {
        return RolledBack.because(refusal, vendors, dialect);
    }

    private SQLException explained(SQLException e) {
        if (!isMissing(e)) {
            return e;
        }
        return new SQLException(
                "baton.commitOutcome=ledger: the entry of a transaction could not be written, so it was rolled back: "
                        + e.getMessage() + ". The table is made by: " + definition(),
                e.getSQLState(),
                e.getErrorCode(),
                e);
    }

    PendingCommit write(Connection vendors, NodeAddress node, boolean surelyWrites) throws SQLException {
        UUID entry = TimeOrderedUuid.next();
        try (PreparedStatement statement = vendors.prepareStatement(write)) {
            statement.setBytes(1, Dialect.bytes(entry));
            statement.executeUpdate();
        } catch (SQLException e) {
            if (e.getErrorCode() == IN_READ_ONLY_TRANSACTION) {
                return PendingCommit.READ_ONLY;
            }
            if (!surelyWrites && isOfReader(e, vendors)) {
                return PendingCommit.UNASKED; // Had it written for all that, its COMMIT would be refused, too.
            }
            throw e;
        }
        return new PendingCommit.Entered(entry, node, history.instance(node), dialect.sessionId(vendors));
    }

    /** A replica refuses the entry, or Connector/J does, which has been told that the connection only reads. */
    private boolean isOfReader(SQLException e, Connection vendors) throws SQLException {
        FailureKind kind = dialect.classify(e);
        return kind == FailureKind.READ_ONLY_NODE || (kind == FailureKind.APPLICATION && vendors.isReadOnly());
    }

    /** Looks for the entry on the primary, and sees to it that it will never be there if it is not. */
    Place find(PendingCommit.Entered commit, Connection primary) throws SQLException {
        try {
            Place found = read(commit, primary);
            if (found != null) {
                return found;
            }
            if (TimeOrderedUuid.ageOf(commit.entry()).compareTo(LedgerRules.KEPT.dividedBy(2)) > 0) {
                return Place.PERHAPS_CLEANED;
            }
            return mark(commit, primary);
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCK_WAIT_TIMEOUT || e.getErrorCode() == LOCK_NOWAIT) {
                return Place.HELD;
            }
            throw e;
        }
    }

    private Place mark(PendingCommit.Entered commit, Connection primary) throws SQLException {
        try (Statement patience = primary.createStatement()) {
            patience.execute("SET SESSION innodb_lock_wait_timeout = 1");
        }
        try (PreparedStatement statement = primary.prepareStatement(MARK.formatted(table))) {
            statement.setBytes(1, Dialect.bytes(commit.entry()));
            statement.executeUpdate();
            return Place.MARK;
        } catch (SQLException e) {
            if (e.getErrorCode() != DUPLICATE_ENTRY) {
                throw e;
            }
        } finally {
            try (Statement patience = primary.createStatement()) {
                patience.execute("SET SESSION innodb_lock_wait_timeout = DEFAULT");
            }
        }
        Place other = read(commit, primary);
        return other == null ? Place.HELD : other; // Gone already: whoever cleans it is too quick.
    }

    private @Nullable Place read(PendingCommit.Entered commit, Connection primary) throws SQLException {
        try (PreparedStatement statement = primary.prepareStatement(READ.formatted(table))) {
            statement.setBytes(1, Dialect.bytes(commit.entry()));
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
            statement.setBytes(1, Dialect.bytes(TimeOrderedUuid.first(LedgerRules.KEPT)));
            statement.setLong(2, LedgerRules.KEPT.toSeconds());
            statement.setInt(3, CommitArchive.MOST_CLEANED_AT_ONCE);
            return statement.executeUpdate();
        }
    }
}
