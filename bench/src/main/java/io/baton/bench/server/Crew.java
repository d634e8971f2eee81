/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** So many clients with a connection each, by one driver, that work when they are told to. */
final class Crew implements AutoCloseable {

    private static final int DIGITS = 3;

    private final List<Connection> connections = new ArrayList<>();
    private final List<Workload.Client> clients = new ArrayList<>();

    Crew(String url, Workload workload, int size) throws SQLException {
        for (int i = 0; i < size; i++) {
            Connection connection = DriverManager.getConnection(url);
            connections.add(connection);
            clients.add(workload.client(connection, i));
        }
    }

    /**
     * All work for that long.
     *
     * @return the latencies in ns, one for each round of work
     */
    Histogram work(ExecutorService threads, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        List<Callable<Histogram>> tasks = clients.stream()
                .<Callable<Histogram>>map(client -> () -> work(client, end))
                .toList();
        Histogram all = new Histogram(DIGITS);
        for (Future<Histogram> done : threads.invokeAll(tasks)) {
            try {
                all.add(done.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a client failed", e.getCause());
            }
        }
        return all;
    }

    private static Histogram work(Workload.Client client, long end) throws SQLException {
        Histogram latencies = new Histogram(DIGITS);
        long now = System.nanoTime();
        while (now < end) {
            client.once();
            long then = System.nanoTime();
            latencies.recordValue(then - now);
            now = then;
        }
        return latencies;
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
