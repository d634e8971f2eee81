/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.NodeAddress;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
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

/**
 * Opens probe sessions within milliseconds or gives up. Vendor drivers bound a connect in whole seconds at best, and some
 * steps not at all, so each attempt runs in a thread of its own and is abandoned when its time is over; an abandoned
 * attempt that succeeds after all is closed.
 */
final class BoundedConnects implements AutoCloseable {

    /** Attempts that hang until the vendor's own bound; beyond it a further one would tell nothing new. */
    private static final int MOST_ABANDONED = 3;

    /** A session together with its first answer. */
    record Opened(ProbeSession session, Answer answer) {}

    private final NodeConnector connector;
    private final NodeAddress node;
    private final Dialect dialect;
    private final ThreadPoolExecutor threads;

    BoundedConnects(NodeConnector connector, NodeAddress node, Dialect dialect) {
        this.connector = connector;
        this.node = node;
        this.dialect = dialect;
        this.threads =
                new ThreadPoolExecutor(0, MOST_ABANDONED, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "baton-connect-" + node);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Connects and asks, both within the timeout. */
    Opened open(Duration timeout) throws SQLException, InterruptedException {
        CompletableFuture<Opened> attempt = new CompletableFuture<>();
        try {
            threads.execute(() -> attempt(attempt, timeout));
            return attempt.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw silence(timeout, e);
        } catch (RejectedExecutionException e) {
            throw silence(timeout, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            throw new SQLException("probing " + node + " failed", e.getCause());
        } finally {
            // Whoever completes it first owns the session: this method by returning it, or the attempt by closing it.
            attempt.cancel(false);
        }
    }

    private void attempt(CompletableFuture<Opened> result, Duration timeout) {
        try {
            ProbeSession session = ProbeSession.open(connector, node, dialect, timeout);
            try {
                if (result.complete(new Opened(session, session.ask(timeout)))) {
                    return;
                }
            } catch (SQLException | RuntimeException e) {
                result.completeExceptionally(e);
            }
            session.close();
        } catch (SQLException | RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private SQLException silence(Duration timeout, Exception cause) {
        return new SQLTimeoutException(node + " did not answer within " + timeout.toMillis() + " ms", "08001", cause);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
