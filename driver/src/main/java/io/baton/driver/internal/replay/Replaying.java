/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.internal.cluster.Lease;
import io.baton.topology.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to do a transaction again, in the session of a lease. What the application holds is told of its new counterparts
 * only when everything has matched. Used by one thread.
 */
public final class Replaying {

    private final Lease lease;
    private final Dialect dialect;
    private final IdentityHashMap<Object, Object> counterparts = new IdentityHashMap<>();
    private final List<Adoption> adoptions = new ArrayList<>();

    Replaying(Lease lease, Dialect dialect) {
        this.lease = lease;
        this.dialect = dialect;
    }

    /** Hands the new counterpart to what the application holds. */
    @FunctionalInterface
    public interface Adoption {
        void adopt() throws SQLException;
    }

    public Lease lease() {
        return lease;
    }

    public Connection connection() {
        return lease.jdbc();
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Whether the session of the lease has ended, too. */
    public boolean isLost() {
        try {
            return lease.isBroken() || lease.vendors().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** The counterpart of something of the lost session; null when none was made. */
    public @Nullable Object counterpart(Object original) {
        return counterparts.get(original);
    }

    public void counterpart(Object original, Object made) {
        counterparts.put(original, made);
    }

    /** To be done once the whole transaction has been done again. */
    public void afterwards(Adoption adoption) {
        adoptions.add(adoption);
    }

    void complete() throws SQLException {
        for (Adoption adoption : adoptions) {
            adoption.adopt();
        }
    }
}
