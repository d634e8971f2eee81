/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.catalogue.ReadOnlyMode;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.Recovery;
import io.baton.driver.internal.session.LogicalSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Runs a statement that looks like a read, and that may have run already, in a transaction that the server lets only read. The
 * vendor's driver goes on in auto-commit mode, so that the statement returns what it would return in that.
 */
final class ReadOnlyRun<S extends Statement> {

    private final LogicalSession session;
    private final Recovery recovery;
    private final ReadOnlyMode mode;

    ReadOnlyRun(LogicalSession session, Recovery recovery) {
        this.session = session;
        this.recovery = recovery;
        this.mode = session.cluster().readOnlyMode();
    }

    <R extends @Nullable Object> R run(S vendors, InterruptedCall read, Call<S, R> call) throws SQLException {
        Lease lease = read.lease();
        Connection on = lease.jdbc();
        try {
            mode.begin(on);
            R result = mode.hasToFetchAtOnce() ? fetchingAtOnce(vendors, call) : call.on(vendors);
            end(lease);
            return result;
        } catch (SQLException e) {
            if (session.isLost(lease, e)) {
                session.giveUp(lease, e); // Nobody is in a transaction there.
                throw e;
            }
            mode.rollBack(on);
            throw mode.isRefusal(e) ? recovery.writesAfterAll(read, e) : e;
        }
    }

    /** The rows are here by then: that the session is lost meets the next call. */
    private void end(Lease lease) throws SQLException {
        try {
            mode.commit(lease.jdbc());
        } catch (SQLException e) {
            if (!session.isLost(lease, e)) {
                throw e;
            }
            session.giveUp(lease, e);
        }
    }

    private static <S extends Statement, R extends @Nullable Object> R fetchingAtOnce(S vendors, Call<S, R> call)
            throws SQLException {
        int usual = vendors.getFetchSize();
        if (usual == 0) {
            return call.on(vendors);
        }
        vendors.setFetchSize(0);
        try {
            return call.on(vendors);
        } finally {
            vendors.setFetchSize(usual);
        }
    }
}
