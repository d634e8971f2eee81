/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import java.sql.SQLException;
import java.sql.Savepoint;

/**
 * A savepoint of the vendor's with the session that it belongs to: their names repeat from session to session, so on another
 * one the same name could be another savepoint.
 */
final class FailoverSavepoint implements Savepoint {

    /** Whose name the application sees, whichever takes its place. */
    private final Savepoint original;

    private Savepoint delegate;
    private Lease lease;
    private final int mark;

    /** @param mark how much the transaction had set in the session by then */
    FailoverSavepoint(Savepoint delegate, Lease lease, int mark) {
        this.original = delegate;
        this.delegate = delegate;
        this.lease = lease;
        this.mark = mark;
    }

    /** The transaction was done again, and this one with it. */
    void moveTo(Savepoint made, Lease itsLease) {
        delegate = made;
        lease = itsLease;
    }

    int mark() {
        return mark;
    }

    /** The vendor's, to be used on that session. */
    Savepoint on(Lease current) throws SQLException {
        if (current != lease) {
            throw new SQLException(
                    "the savepoint belongs to a session on " + lease.node() + " that has ended", "3B001");
        }
        return delegate;
    }

    @Override
    public int getSavepointId() throws SQLException {
        return original.getSavepointId();
    }

    @Override
    public String getSavepointName() throws SQLException {
        return original.getSavepointName();
    }
}
