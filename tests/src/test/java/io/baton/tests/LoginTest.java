/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.NoNodeAvailable;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresNode;
import java.net.BindException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Logins that are slow, refused or limited in time. */
class LoginTest extends ClusterTest {

    @Override
    ClusterShape shape() {
        return ClusterShape.single();
    }

    @Test
    void should_connect_when_every_login_takes_longer_than_a_probe_may() throws SQLException {
        String slow = url + CountingSockets.slow("slow-login", Duration.ofMillis(1_200));
        try (Connection connection = DriverManager.getConnection(slow)) {
            execute(connection, "INSERT INTO entry VALUES (1, 'slow')");
        }
        assertThat(entries(cluster.primary())).isOne();
    }

    @Test
    void should_not_try_a_wrong_password_again_and_again() throws Exception {
        String wrong = url.replace("password=app", "password=wrong")
                + "&baton.probeInterval=1m" // A probe that was refused is the only one.
                + CountingSockets.parameters("wrong-password");
        for (int i = 1; i <= 3; i++) {
            assertThatThrownBy(() -> DriverManager.getConnection(wrong))
                    .isInstanceOf(SQLException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "28P01");
        }
        int connects = CountingSockets.connects("wrong-password");
        assertThat(connects).as("one probe and one login each").isEqualTo(6);
        Thread.sleep(1_500); // Nothing is to happen; there is no condition to wait for.
        assertThat(CountingSockets.connects("wrong-password"))
                .as("nobody goes on trying")
                .isEqualTo(connects);
    }

    @Test
    void should_notice_within_the_linger_time_that_a_refused_login_works_now() throws SQLException {
        PostgresNode node = cluster.primary();
        String early = url.replace("/app?", "/later?");
        assertThatThrownBy(() -> DriverManager.getConnection(early))
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "3D000");
        node.executeAsAdmin("CREATE DATABASE later OWNER app");
        try (Connection connection = DriverManager.getConnection(early)) {
            assertThat(query(connection, "SELECT current_database()")).isEqualTo("later");
        }
    }

    @Test
    void should_allow_the_database_to_be_dropped_right_after_the_last_connection() throws SQLException {
        PostgresNode node = cluster.primary();
        node.executeAsAdmin("CREATE DATABASE passing OWNER app");
        try (Connection connection = DriverManager.getConnection(url.replace("/app?", "/passing?"))) {
            assertThat(query(connection, "SELECT 1")).isEqualTo("1");
        }
        node.executeAsAdmin("DROP DATABASE passing");
    }

    @Test
    void should_keep_to_the_vendors_login_timeout() {
        cluster.primary().kill();
        url += "&baton.failoverTimeout=1h";
        assertThatThrownBy(() -> DriverManager.getConnection(url + "&loginTimeout=3"))
                .isInstanceOf(NoNodeAvailable.class)
                .hasFieldOrPropertyWithValue("SQLState", "08001")
                .hasCauseInstanceOf(SQLException.class)
                .hasRootCauseInstanceOf(java.net.ConnectException.class);
    }

    @Test
    void should_tell_at_once_what_no_waiting_can_change() {
        url += "&baton.failoverTimeout=1h";
        assertThatThrownBy(() -> DriverManager.getConnection(url + "&socketFactory=java.lang.String"))
                .isInstanceOf(SQLException.class)
                .isNotInstanceOf(NoNodeAvailable.class);
        assertThatThrownBy(() -> DriverManager.getConnection(url + "&localSocketAddress=192.0.2.1"))
                .isInstanceOf(SQLException.class)
                .hasRootCauseInstanceOf(BindException.class);
    }

    @Test
    void should_return_to_service_when_a_locked_out_user_is_let_in_again() throws SQLException {
        PostgresNode node = cluster.primary();
        try (Connection connection = connect()) {
            node.executeAsAdmin("ALTER ROLE app NOLOGIN");
            node.executeAsAdmin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");
            assertThatThrownBy(() -> query(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        node.executeAsAdmin("ALTER ROLE app LOGIN");
        Awaitility.await().ignoreExceptions().until(() -> {
            try (Connection connection = connect()) {
                return query(connection, "SELECT 1").equals("1");
            }
        });
    }
}
