/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault of the network, seen by the vendor's driver: the tests of Baton rely on them being what they are called. */
@RequiresDocker
class LinkTest {

    private static PostgresCluster cluster;
    private static Network network;
    private Link link;

    @BeforeAll
    static void start() {
        cluster = PostgresCluster.start(ClusterShape.single());
        network = Network.start();
    }

    @AfterAll
    static void stop() {
        network.close();
        cluster.close();
    }

    @BeforeEach
    void link() {
        link = network.to(cluster.primary());
    }

    @Test
    void should_refuse_and_heal() throws SQLException {
        Connection open = connect("");
        link.refuse();

        assertThatThrownBy(() -> query(open)).hasFieldOrPropertyWithValue("SQLState", "08006");
        assertThatThrownBy(() -> connect("")).hasMessageContaining("refused");

        link.heal();
        assertThat(query(connect(""))).isOne();
    }

    @Test
    void should_lose_what_is_said_in_both_directions() throws SQLException {
        Connection open = connect("&socketTimeout=1");
        link.blackHole();

        assertThatThrownBy(() -> query(open)).hasRootCauseMessage("Read timed out");
        assertThatThrownBy(() -> connect("&socketTimeout=1")).hasRootCauseMessage("Read timed out");
        assertThat(count("connected")).as("logins arrived").isZero();
    }

    @Test
    void should_let_a_write_arrive_whose_answer_is_lost() throws SQLException {
        cluster.primary().execute("CREATE TABLE written (id int)");
        Connection open = connect("&socketTimeout=1");
        link.blackHole(Link.Direction.TO_CLIENT);

        assertThatThrownBy(() -> Sql.execute(open, "INSERT INTO written VALUES (1)"))
                .hasRootCauseMessage("Read timed out");
        assertThat(cluster.primary().queryLong("SELECT count(*) FROM written")).isOne();
    }

    @Test
    void should_reset() throws SQLException {
        Connection open = connect("");
        link.reset();

        assertThatThrownBy(() -> query(open)).hasFieldOrPropertyWithValue("SQLState", "08006");
        assertThatThrownBy(() -> connect("")).hasStackTraceContaining("Connection reset");
    }

    @Test
    void should_delay_and_drip() throws SQLException {
        Connection open = connect("");
        link.slow(Duration.ofMillis(200), Duration.ZERO);
        assertThat(timed(open, "SELECT 1")).isGreaterThanOrEqualTo(Duration.ofMillis(200));

        link.heal();
        link.drip(10, Duration.ofMillis(20));
        assertThat(timed(open, "SELECT repeat('x', 200)")).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void should_end_a_session_in_the_middle_of_an_answer() throws SQLException {
        link.limit(1_000);
        Connection open = connect("");

        assertThatThrownBy(() -> Sql.queryString(open, "SELECT repeat('x', 10000)"))
                .hasFieldOrPropertyWithValue("SQLState", "08006");
    }

    private Connection connect(String options) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + link.host() + ":" + link.port()
                + "/app?user=app&password=app&ApplicationName=connected" + options);
    }

    private static long query(Connection connection) throws SQLException {
        return Sql.queryLong(connection, "SELECT 1");
    }

    private static long count(String name) throws SQLException {
        return cluster.primary()
                .queryLongAsAdmin("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app' AND state = 'idle'"
                        + " AND backend_start > now() - interval '900 ms' AND application_name = '" + name + "'");
    }

    private static Duration timed(Connection connection, String sql) throws SQLException {
        long start = System.nanoTime();
        Sql.queryString(connection, sql);
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
