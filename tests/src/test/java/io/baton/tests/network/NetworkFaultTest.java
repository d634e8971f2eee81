/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.ConnectionLost;
import io.baton.lab.Await;
import io.baton.lab.ClusterShape;
import io.baton.lab.Link;
import io.baton.lab.Network;
import io.baton.lab.PostgresCluster;
import io.baton.lab.RequiresDocker;
import io.baton.topology.Health;
import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A trio whose servers are well and whose network is not: nobody is promoted, so Baton must neither write elsewhere nor
 * forget where it was. {@code -Dbaton.network.rounds=20} gives the figures of the documentation.
 */
@RequiresDocker
class NetworkFaultTest {

    private static final int ROUNDS = Integer.getInteger("baton.network.rounds", 1);
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final Figures FIGURES = new Figures();

    private static PostgresCluster cluster;
    private static Network network;

    private List<Link> links;
    private String url;
    private NetworkWatch watch;

    @BeforeAll
    static void start() throws SQLException {
        cluster = PostgresCluster.start(ClusterShape.trio());
        network = Network.start();
        cluster.primary().execute("CREATE TABLE entry (id int, note text)");
        cluster.primary()
                .execute("CREATE TABLE book AS SELECT length, repeat('x', length) AS text"
                        + " FROM unnest(ARRAY[1, 10000, 100000]) AS length");
    }

    @AfterAll
    static void stop() {
        FIGURES.print();
        network.close();
        cluster.close();
    }

    @BeforeEach
    void link() throws SQLException {
        links = network.to(cluster.nodes());
        url = "jdbc:baton:postgresql://" + Network.hosts(links) + "/app?user=app&password=app";
        watch = new NetworkWatch(url);
    }

    @AfterEach
    void leave() {
        watch.close();
    }

    /** What breaks the way to the primary alone. */
    static Stream<Fault> faults() {
        return Stream.of(
                new Fault("refused", Link::refuse),
                new Fault("reset", Link::reset),
                new Fault("black hole", Link::blackHole),
                new Fault("black hole to the server", link -> link.blackHole(Link.Direction.TO_SERVER)),
                new Fault("black hole to the client", link -> link.blackHole(Link.Direction.TO_CLIENT)));
    }

    record Fault(String name, Consumer<Link> strike) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("faults")
    void should_hold_writes_while_the_way_to_the_primary_is_broken(Fault fault) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            strike(fault.name() + ", primary only", fault, links.subList(0, 1), true);
        }
    }

    @Test
    void should_keep_the_topology_and_hold_writes_when_nobody_is_heard() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            strike("black hole, all nodes", new Fault("", Link::blackHole), links, false);
        }
    }

    private void strike(String name, Fault fault, List<Link> struck, boolean awaitDown) throws Exception {
        int cut = IDS.incrementAndGet();
        int late = IDS.incrementAndGet();
        try (Connection underWay = connect();
                Connection between = connect()) {
            insert(underWay, IDS.incrementAndGet());
            insert(between, IDS.incrementAndGet());
            NodeAddress primary = watch.accepted();

            long struckAt = System.nanoTime();
            struck.forEach(fault.strike());
            CompletableFuture<String> write = inBackground(() -> outcome(underWay, cut));
            await().until(() ->
                    awaitDown ? watch.isDown(primary) : watch.until(Health.SUSPECT, primary, struckAt) != null);
            CompletableFuture<String> waiting = inBackground(() -> outcome(between, late));
            assertThat(waiting)
                    .as("a write of which nothing was sent")
                    .isNotDone()
                    .satisfies(w -> assertStays(w, Duration.ofMillis(300)));
            assertThat(watch.accepted()).as("nobody else took over").isEqualTo(primary);

            long healedAt = System.nanoTime();
            struck.forEach(Link::heal);
            assertThat(waiting.get(2, TimeUnit.MINUTES)).isEqualTo("done");
            Duration healed = Duration.ofNanos(System.nanoTime() - healedAt);
            String seen = write.get(2, TimeUnit.MINUTES);

            assertThat(watch.accepted()).isEqualTo(primary);
            assertThat(count(late)).isOne();
            assertThat(count(cut)).isIn(seen.equals("done") ? List.of(1L) : List.of(0L, 1L));
            FIGURES.add(
                    name,
                    watch.until(Health.SUSPECT, primary, struckAt),
                    watch.until(Health.DOWN, primary, struckAt),
                    seen,
                    healed);
        }
    }

    @Test
    void should_not_give_up_a_primary_that_is_far_away() throws Exception {
        try (Connection connection = connect()) {
            insert(connection, IDS.incrementAndGet());
            NodeAddress primary = watch.accepted();
            links.forEach(link -> link.slow(Duration.ofMillis(120), Duration.ofMillis(80)));
            long slowSince = System.nanoTime();

            int first = IDS.get() + 1;
            for (int i = 0; i < 15; i++) {
                insert(connection, IDS.incrementAndGet());
            }
            try (Connection another = connect()) {
                insert(another, IDS.incrementAndGet());
            }

            assertThat(watch.until(Health.DOWN, primary, slowSince)).isNull();
            assertThat(watch.accepted()).isEqualTo(primary);
            assertThat(count(first, IDS.get())).isEqualTo(16);
        }
    }

    @Test
    void should_wait_for_answers_that_drip() throws Exception {
        try (Connection connection = connect()) {
            insert(connection, IDS.incrementAndGet());
            NodeAddress primary = watch.accepted();
            links.get(0).drip(64, Duration.ofMillis(10));
            long drippingSince = System.nanoTime();

            assertThat(text(connection, 10_000)).isEqualTo("x".repeat(10_000));

            assertThat(watch.until(Health.DOWN, primary, drippingSince)).isNull();
            assertThat(watch.accepted()).isEqualTo(primary);
        }
    }

    @Test
    void should_log_in_when_sessions_are_not_cut_in_the_middle_of_the_login_any_more() throws Exception {
        links.forEach(link -> link.limit(40));
        CompletableFuture<Connection> login = inBackground(this::connect);
        assertStays(login, Duration.ofMillis(500));

        links.forEach(Link::heal);

        try (Connection connection = login.get(2, TimeUnit.MINUTES)) {
            int id = IDS.incrementAndGet();
            insert(connection, id);
            assertThat(count(id)).isOne();
        }
    }

    @Test
    void should_not_answer_with_half_a_result() throws Exception {
        try (Connection connection = connect()) {
            text(connection, 1);
            links.forEach(link -> link.limit(5_000));

            assertThatThrownBy(() -> text(connection, 100_000))
                    .as(
                            "each session that the read is tried on ends in its middle, or the look into the catalogue before")
                    .isInstanceOfAny(ConnectionLost.class, CommitOutcomeUnknown.class);

            links.forEach(Link::heal);
            assertThat(connection.isClosed()).isTrue();
        }
        try (Connection connection = connect()) {
            assertThat(text(connection, 100_000)).isEqualTo("x".repeat(100_000));
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** A word for what the application sees of a write in auto-commit mode. */
    private static String outcome(Connection connection, int id) throws SQLException {
        try {
            insert(connection, id);
            return "done";
        } catch (CommitOutcomeUnknown unknown) {
            return unknown.getSQLState();
        }
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO entry VALUES (" + id + ")");
        }
    }

    private static String text(Connection connection, int length) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT text FROM book WHERE length = " + length)) {
            row.next();
            return row.getString(1);
        }
    }

    private static long count(int id) throws SQLException {
        return count(id, id);
    }

    private static long count(int from, int to) throws SQLException {
        return cluster.primary().queryLong("SELECT count(*) FROM entry WHERE id BETWEEN " + from + " AND " + to);
    }

    private static void assertStays(CompletableFuture<?> future, Duration time) {
        assertThat(future).isNotDone();
        await().during(time).atMost(Await.LIMIT).until(() -> {
            if (future.isDone()) {
                throw new AssertionError("ended: "
                        + future.handle((value, e) -> e == null ? value : e).join());
            }
            return true;
        });
    }

    private interface Task<T> {
        T run() throws Exception;
    }

    private static <T> CompletableFuture<T> inBackground(Task<T> task) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return task.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
