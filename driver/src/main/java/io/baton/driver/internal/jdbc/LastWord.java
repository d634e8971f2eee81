/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.sql.Access;
import io.baton.driver.internal.sql.KnownText;
import io.baton.driver.internal.sql.LastValue;
import io.baton.driver.internal.sql.SessionEffects;
import io.baton.topology.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What MySQL or MariaDB would say of the application's last statement, had Baton sent nothing behind it: a COMMIT of ours, or the
 * entry of a ledger, takes its place for whoever asks. Who asks gets the true answer, or is refused; the wrong one never. One per
 * connection.
 */
final class LastWord {

    private static final long UNKNOWN = Long.MIN_VALUE;

    private boolean hidesRows;
    private long rows;
    private boolean hidesMessages;
    private boolean complained;
    private @Nullable SQLWarning warnings;
    private @Nullable Object warned;

    /** Whether the server's word is not about the application's last statement. */
    boolean isHidden() {
        return hidesRows || hidesMessages || warnings != null;
    }

    /** The statement has been executed, and a COMMIT of ours follows. */
    void asOf(Statement vendors, Object statement, boolean isBatch) {
        // Another statement asks, for that of the application's may remember that it was asked.
        try (Statement asking = vendors.getConnection().createStatement()) {
            long count = isBatch ? -1 : vendors.getLargeUpdateCount();
            SQLWarning told = asking.getWarnings(); // The server is not asked, unless there are some.
            hide(count < 0 ? UNKNOWN : count, told != null);
            warnings = told;
            warned = statement;
        } catch (SQLException e) {
            hide(UNKNOWN, true); // The session is broken, perhaps: that is noticed by the COMMIT.
        }
    }

    /** The statement failed, and a ROLLBACK of ours follows. */
    void ofFailure(Dialect dialect) {
        hide(UNKNOWN, !dialect.endingKeepsWarnings());
    }

    /** A statement of the application's failed in its transaction. */
    void complained() {
        complained = true;
    }

    /**
     * The application commits, and an entry of ours goes with it.
     *
     * @param warned whether the statement before had warnings
     */
    void asOfCommit(boolean warned) {
        hide(0, warned || complained);
        complained = false;
    }

    /** The connection was called, and the driver may have sent something: then the server's word is of that. */
    void mayBeOfAnother() {
        rows = UNKNOWN;
    }

    /** Something was sent that changes no row, and of which nobody complains. */
    void isOfAnother() {
        hidesRows = false;
    }

    private void hide(long count, boolean messages) {
        hidesRows = true;
        rows = count;
        hidesMessages = messages;
    }

    /**
     * Another statement is about to run.
     *
     * @throws SQLFeatureNotSupportedException when it asks for what the server does not know any more; it must not run
     */
    void before(KnownText text, Connection vendors, Dialect dialect) throws SQLException {
        LastValue asks = text.traits().asks();
        boolean unknown = hidesRows && rows != 0;
        if ((hidesMessages && asks.isOfMessages()) || (unknown && asks.isOfRows())) {
            throw new SQLFeatureNotSupportedException(
                    "the server's last word is about the COMMIT of a write that is protected, or entered in the ledger: take"
                            + " the update count and the warnings of the statement from JDBC",
                    "0A000");
        }
        if (hidesRows && asks.isOfRows() && dialect.endingKeepsWarnings()) {
            changeNothing(vendors); // MariaDB tells of the entry; of MySQL a COMMIT was asked last.
        }
        hidesRows = false;
        warnings = null;
        boolean replacesMessages = text.access() == Access.MAY_WRITE && text.effects() == SessionEffects.NONE;
        hidesMessages &= dialect.endingKeepsWarnings() && !replacesMessages;
    }

    /** Afterwards no row was changed by the last statement, and its warnings are what they were. */
    private static void changeNothing(Connection vendors) {
        try (Statement statement = vendors.createStatement()) {
            statement.execute("DO 0");
        } catch (SQLException e) {
            // The session is broken: that is noticed by the statement that follows.
        }
    }

    void clearWarnings() {
        warnings = null;
    }

    /**
     * What the driver would have asked the server for.
     *
     * @param statement whose; null for the connection's
     */
    @Nullable
    SQLWarning take(@Nullable Object statement, Dialect dialect) {
        boolean once = dialect.endingKeepsWarnings(); // MariaDB's driver, whoever asks; MySQL's tells of the statement.
        SQLWarning told = once || statement == warned ? warnings : null;
        if (once) {
            warnings = null;
        }
        return told;
    }
}
