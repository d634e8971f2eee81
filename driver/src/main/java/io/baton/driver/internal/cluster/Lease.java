/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A physical connection lent to a logical one. Used by one thread at a time, except {@link #abort}, which any thread may
 * call.
 */
public final class Lease {

    /** A call to a session that has rested for longer pays for a look whether the server has ended it meanwhile. */
    private static final long REST = Duration.ofMillis(50).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private final PhysicalConnection physical;
    private final Connection jdbc;
    private final NodeAddress node;
    private final long generation;
    private final Leases leases;
    private final long lentAt = System.nanoTime();
    private long lookedAt;
    private boolean silent = true;
    private volatile boolean broken;
    private volatile long brokenAt;
    private long appliedSettings;
    private volatile boolean settled;
    private volatile boolean transactionLost;

    Lease(PhysicalConnection physical, NodeAddress node, long generation, Leases leases) {
        this.physical = physical;
        this.jdbc = physical.jdbc();
        this.node = node;
        this.generation = generation;
        this.leases = leases;
        this.lookedAt =
                physical instanceof PhysicalConnection.Fresh ? lentAt : lentAt - REST; // In a pool it has rested.
    }

    /** What calls are made on. */
    public Connection jdbc() {
        return jdbc;
    }

    /** The vendor's own object, which can still be asked when the connection is gone. */
    public Connection vendors() {
        return physical.vendors();
    }

    /**
     * Whether it is on the server that takes the node's writes, where that takes any: one of several standbys behind an address may have
     * been promoted, and this may be another one.
     */
    public boolean mayWriteTo(Node now) {
        return !now.claim().acceptsWrites()
                || now.instance() == null
                || server().isEmpty()
                || server().equals(now.instance());
    }

    /** Which server it is on; empty when that has no identity. */
    public String server() {
        return physical.server();
    }

    public NodeAddress node() {
        return node;
    }

    /** The node's generation when it was opened: once the node has a higher one, nothing may run here any more. */
    public long generation() {
        return generation;
    }

    /** For how long the server has had the session, at least. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - lentAt);
    }

    /** From now on something may be on its way here that belongs to a result: nobody else must listen. */
    public void rowsMayCome() {
        silent = false;
    }

    /** Whether a good while has passed since this was last asked, and nothing is to be heard unless the server ends the session. */
    public boolean hasRested() {
        if (!silent) {
            return false;
        }
        long now = System.nanoTime();
        boolean rested = now - lookedAt >= REST;
        lookedAt = now;
        return rested;
    }

    /** Whether it must not be used any more. */
    public boolean isBroken() {
        return broken;
    }

    /** Since when, by {@link System#nanoTime}; nothing was run on it later. */
    public long brokenAt() {
        return brokenAt;
    }

    /** The version of the session settings that the physical connection has. */
    public long appliedSettings() {
        return appliedSettings;
    }

    /**
     * The physical connection has the settings of that version.
     *
     * @param altered whether there is one among them that pools do not take back on their own
     */
    public void settingsApplied(long version, boolean altered) {
        appliedSettings = version;
        if (altered) {
            physical.altered();
        }
    }

    /** The session may have got what no pool takes back, such as a variable that was set by SQL text. */
    public void spoil() {
        physical.spoiled();
    }

    /** Whether what became of its last transaction is known to the application, so that nobody needs to be told again. */
    public boolean isSettled() {
        return settled;
    }

    public void settle() {
        settled = true;
    }

    /** As {@link #settle}, and that transaction is gone, whichever thread had a call in it. */
    public void settleLost() {
        settled = true;
        transactionLost = true;
    }

    public boolean isTransactionLost() {
        return transactionLost;
    }

    /** Ends it at once, waking a thread that is blocked in it. */
    public void abort(Executor executor) {
        if (!broken) {
            brokenAt = System.nanoTime();
        }
        broken = true;
        leases.remove(this);
        try {
            physical.abort(executor);
        } catch (SQLException e) {
            // It is being thrown away; the vendor has nothing to tell us any more.
        }
    }

    /** Gives back one that is not needed any more, which fails nobody's call. */
    public void discard() {
        try {
            close();
        } catch (SQLException e) {
            LOG.debug("a session on {} that is not needed any more could not be given back", node, e);
        }
    }

    /** Gives it back. */
    public void close() throws SQLException {
        leases.remove(this);
        if (!broken) {
            physical.giveBack();
        }
    }
}
