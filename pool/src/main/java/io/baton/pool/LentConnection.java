/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.pool;

import io.baton.driver.internal.cluster.PhysicalConnection;
import io.baton.topology.dialect.SessionAbort;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A connection of a pool while it is lent. It ends once: returned clean, or aborted and evicted. Only what ended it frees
 * its place in the pool.
 */
final class LentConnection implements PhysicalConnection {

    private enum State {
        LENT,
        RETURNING,
        ENDED
    }

    private final NodePool pool;
    private final Connection proxy;
    private final Connection vendors;
    private final SessionAbort end;
    private final NodeDataSource.Origin origin;
    private final AtomicReference<State> state = new AtomicReference<>(State.LENT);
    private volatile boolean altered;
    private volatile boolean spoiled;

    LentConnection(
            NodePool pool, Connection proxy, Connection vendors, SessionAbort end, NodeDataSource.Origin origin) {
        this.pool = pool;
        this.proxy = proxy;
        this.vendors = vendors;
        this.end = end;
        this.origin = origin;
    }

    /** Whether it is open and was opened to the node as it is now, not to what it was before an outage. */
    boolean isUsable() {
        return origin.generation() == pool.node().generation()
                && !pool.dialect().isOver(vendors);
    }

    @Override
    public Connection jdbc() {
        return proxy;
    }

    @Override
    public Connection vendors() {
        return vendors;
    }

    @Override
    public String server() {
        return origin.server();
    }

    @Override
    public void altered() {
        altered = true;
    }

    @Override
    public void spoiled() {
        spoiled = true;
    }

    @Override
    public void giveBack() {
        if (!state.compareAndSet(State.LENT, State.RETURNING)) {
            return;
        }
        // Registered first and looked at then, so that an outage that comes in between finds it in one place or the
        // other.
        pool.beginReturn(this);
        try {
            if (!spoiled && isUsable() && cleanUp()) {
                proxy.close(); // HikariCP rolls back and resets what it knows of.
            } else {
                pool.evict(proxy);
            }
        } catch (SQLException e) {
            // It broke while it was tidied up, which is nothing to the one who has finished with it.
            pool.evict(proxy);
        } finally {
            pool.endReturn(this);
            state.set(State.ENDED);
            pool.freePlace();
        }
    }

    /** Undoes what HikariCP would leave. False when it cannot be undone. */
    private boolean cleanUp() throws SQLException {
        if (proxy.getAutoCommit() && pool.dialect().inTransaction(vendors)) {
            return false; // Begun by a statement, and nobody ended it.
        }
        if (altered) {
            if (!proxy.getAutoCommit()) {
                proxy.rollback();
                proxy.setAutoCommit(true);
            }
            proxy.setSchema(null); // The vendor's way to say: as it was after the login.
            Map<String, Class<?>> types = proxy.getTypeMap();
            if (types != null && !types.isEmpty()) {
                proxy.setTypeMap(Map.of()); // MariaDB's driver knows none, and refuses even this.
            }
        }
        return true;
    }

    @Override
    public void abort(Executor executor) {
        State before = state.getAndSet(State.ENDED);
        if (before == State.ENDED) {
            return;
        }
        Runnable abort = () -> abortNow(before == State.LENT);
        try {
            executor.execute(abort);
        } catch (RejectedExecutionException closed) {
            abort.run();
        }
    }

    /** First the socket, which wakes whoever is blocked in it: HikariCP would say goodbye to the server before. */
    private void abortNow(boolean freesPlace) {
        try {
            end.abort(Runnable::run);
        } catch (SQLException e) {
            // It is being thrown away; the vendor has nothing to tell us any more.
        } finally {
            pool.evict(proxy);
            if (freesPlace) {
                pool.freePlace();
            }
        }
    }
}
