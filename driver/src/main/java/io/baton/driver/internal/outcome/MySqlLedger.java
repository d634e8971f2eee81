/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.FailureKind;
import io.baton.topology.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Each transaction of MySQL or MariaDB that writes leaves an entry in a table, or is not committed. Thread-safe. */
final class MySqlLedger implements CommitEvidence {

    private static final int NO_SUCH_TABLE = 1146;
    private static final int TABLE_ACCESS_DENIED = 1142;
    private static final int NO_DATABASE_SELECTED = 1046;
    private static final int DATABASE_ACCESS_DENIED = 1044;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final int IN_READ_ONLY_TRANSACTION = 1792;

    private final MySqlLedgerTable table;
    private final String insert;
    private final Dialect dialect;
    /** Whether it was looked at what kind of table it is. */
    private volatile boolean looked;

    MySqlLedger(MySqlLedgerTable table, Dialect dialect) {
        this.table = table;
        this.dialect = dialect;
        this.insert = "INSERT INTO " + table.name() + " (entry, outcome) VALUES (?, 'C')";
    }

    String definition() {
        return table.definition();
    }

    /** Whether the failure says that there is no table to write to, for nobody. */
    static boolean isMissing(SQLException e) {
        return switch (e.getErrorCode()) {
            case NO_SUCH_TABLE, TABLE_ACCESS_DENIED, NO_DATABASE_SELECTED, DATABASE_ACCESS_DENIED, UNKNOWN_DATABASE ->
                true;
            default -> false;
        };
    }

    @Override
    public PendingCommit secure(Connection vendors, ServerAt at, boolean surelyWrites) throws SQLException {
        try {
            return write(vendors, at, surelyWrites);
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
            if (!isStillOpen(vendors, e)) {
                throw e;
            }
            throw explained(RolledBack.because(e, vendors, dialect));
        }
    }

    /** @throws SQLException of the entry or of the COMMIT: the transaction may still be open */
    Carried insertAndCommit(Connection vendors, PendingCommit.Named with) throws SQLException {
        try {
            dialect.insertAndCommit(vendors, insert, ((PendingCommit.Entered) with).entry());
            return Carried.COMMITTED;
        } catch (SQLException e) {
            if (e.getErrorCode() == IN_READ_ONLY_TRANSACTION) {
                return Carried.REFUSED;
            }
            throw e;
        }
    }

    /**
     * Whether the server refused no more than the entry: the transaction is as it was, and can be committed. A failure says
     * nothing of transactions, so that the server has to be asked something.
     */
    boolean isStillOpen(Connection vendors, SQLException refusal) {
        if (dialect.isOver(vendors) || dialect.isBreak(refusal)) {
            return false;
        }
        try (Statement anything = vendors.createStatement()) {
            anything.execute("SELECT 1");
            return dialect.inTransaction(vendors);
        } catch (SQLException e) {
            refusal.addSuppressed(e);
            return false;
        }
    }

    /** What says something of the node, or of other transactions, is as of any statement. */
    private SQLException explained(SQLException e) {
        boolean ofTheEntry = dialect.isServersRefusal(e)
                && !dialect.isBreak(e)
                && !dialect.isConflict(e)
                && dialect.classify(e) == FailureKind.APPLICATION;
        return ofTheEntry ? new EntryRefused(e, definition()) : e;
    }

    PendingCommit write(Connection vendors, ServerAt at, boolean surelyWrites) throws SQLException {
        UUID entry = TimeOrderedUuid.next();
        try (Statement statement = vendors.createStatement()) {
            if (!looked) {
                requireTransactions(vendors);
            }
            statement.executeUpdate(insert.replace("?", Dialect.hexadecimal(entry)));
        } catch (SQLException e) {
            if (e.getErrorCode() == IN_READ_ONLY_TRANSACTION) {
                return PendingCommit.READ_ONLY;
            }
            if (!surelyWrites && isOfReader(e, vendors)) {
                return PendingCommit.UNASKED; // Had it written for all that, its COMMIT would be refused, too.
            }
            throw e;
        }
        return new PendingCommit.Entered(entry, at.node(), at.server(), dialect.sessionId(vendors));
    }

    /** Of what is not there the INSERT complains. */
    private void requireTransactions(Connection vendors) throws SQLException {
        if (table.isOfOtherEngine(vendors)) {
            throw new SQLException(
                    table.name() + " is not a table whose engine knows transactions", "42S02", NO_SUCH_TABLE);
        }
        looked = true;
    }

    /** A replica refuses the entry, or Connector/J does, which has been told that the connection only reads. */
    private boolean isOfReader(SQLException e, Connection vendors) throws SQLException {
        FailureKind kind = dialect.classify(e);
        return kind == FailureKind.READ_ONLY_NODE || (kind == FailureKind.APPLICATION && vendors.isReadOnly());
    }
}
