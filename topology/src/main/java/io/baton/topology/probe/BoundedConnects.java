/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.NodeAddress;
import io.baton.topology.dialect.Dialect;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Opens probe sessions within milliseconds or says that it took longer. Vendor drivers bound a connect in whole seconds at
 * best, and some steps not at all, so each attempt runs in a thread of its own. One that is late goes on up to a bound of
 * its own, and its session is what a later call gets: a login that always takes longer than a probe may must not keep the
 * node out for ever.
 */
final class BoundedConnects implements AutoCloseable {

    /** Attempts under way; a further one beside so many that hang would tell nothing new. */
    private static final int MOST_UNDER_WAY = 3;

    /** Nodes that are slow to log in vary more than quick ones. */
    private static final int TIMES_AS_LONG_AS_THE_LAST = 3;

    private final NodeConnector connector;
    private final NodeAddress node;
    private final Names names;
    private final NodeName name;
    private final Dialect dialect;
    private final Duration firstLogin;
    private final ThreadPoolExecutor threads;
    private final AtomicReference<@Nullable ProbeSession> late = new AtomicReference<>();
    private volatile @Nullable Duration lastLogin;
    private volatile CompletableFuture<ProbeSession> wanted = new CompletableFuture<>();
    private volatile boolean closed;

    /** @param firstLogin what a login may take while it is not known what it takes */
    BoundedConnects(NodeConnector connector, NodeAddress node, Names names, Dialect dialect, Duration firstLogin) {
        this.connector = connector;
        this.node = node;
        this.names = names;
        this.name = names.of(node);
        this.dialect = dialect;
        this.firstLogin = firstLogin;
        this.threads =
                new ThreadPoolExecutor(0, MOST_UNDER_WAY, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "baton-connect-" + node);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** A session that was opened by this or an earlier attempt. It was not asked anything yet. */
    ProbeSession open(Duration timeout) throws SQLException, InterruptedException {
        CompletableFuture<ProbeSession> attempt = new CompletableFuture<>();
        wanted = attempt;
        ProbeSession arrived = late.getAndSet(null);
        if (arrived != null) {
            keep(abandon(attempt));
            return arrived;
        }
        try {
            Duration bound = bound(timeout);
            startUnlessTooManyHang(() -> login(attempt, bound));
            return attempt.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            drop(abandon(attempt));
            throw e;
        } catch (TimeoutException e) {
            ProbeSession justNow = abandon(attempt);
            if (justNow != null) {
                return justNow;
            }
            throw new SQLTimeoutException(node + " did not answer within " + timeout.toMillis() + " ms", "08001", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new SQLException("probing " + node + " failed", e.getCause());
        }
    }

    /** Looks up anew what the node's name stands for, beside the caller. */
    void refreshName() {
        name.refresh(threads);
    }

    /** Whether the node's name led to another machine when it was last looked up. */
    boolean leadElsewhere(ProbeSession session) {
        return name.hasLeft(session.machine());
    }

    /** Whoever ends the attempt first owns the session: the caller if it is returned here, else the one who logs in. */
    private static @Nullable ProbeSession abandon(CompletableFuture<ProbeSession> attempt) {
        return attempt.cancel(false) || attempt.isCompletedExceptionally() ? null : attempt.join();
    }

    private void startUnlessTooManyHang(Runnable login) {
        try {
            threads.execute(login);
        } catch (RejectedExecutionException e) {
            // One of those under way may still bring a session in time.
        }
    }

    /** Short once it is known what a login takes: when the network is back, an attempt of before must not block the next. */
    private Duration bound(Duration timeout) {
        Duration last = lastLogin;
        Duration bound = last == null ? firstLogin : last.multipliedBy(TIMES_AS_LONG_AS_THE_LAST);
        return bound.compareTo(timeout) < 0 ? timeout : bound;
    }

    private void login(CompletableFuture<ProbeSession> attempt, Duration bound) {
        long began = System.nanoTime();
        try {
            InetAddress machine = machine();
            ProbeSession session = ProbeSession.open(connector, node, machine, dialect, bound);
            lastLogin = Duration.ofNanos(System.nanoTime() - began);
            if (!attempt.complete(session) && !wanted.complete(session)) {
                keep(session);
            }
        } catch (SQLException | RuntimeException e) {
            attempt.completeExceptionally(e);
        }
    }

    /** Where the session is going to be; null for an address that stands in the URL, and when that is not known. */
    private @Nullable InetAddress machine() throws SQLException {
        if (node.record() != null) {
            return addressOf(node.record());
        }
        InetAddress first = name.lookUp();
        if (names.isSeveral(node)) {
            throw new SQLException(node.host() + " stands for several nodes", "08001");
        }
        String record = names.recordOf(node);
        return record == null ? first : addressOf(record);
    }

    private static InetAddress addressOf(String record) throws SQLException {
        try {
            return InetAddress.getByName(record);
        } catch (UnknownHostException e) {
            throw new SQLException(record + " is no address", "08001", e);
        }
    }

    private void keep(@Nullable ProbeSession session) {
        if (session == null) {
            return;
        }
        drop(late.getAndSet(session));
        if (closed) {
            drop(late.getAndSet(null));
        }
    }

    private static void drop(@Nullable ProbeSession session) {
        if (session != null) {
            session.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        drop(late.getAndSet(null));
    }
}
