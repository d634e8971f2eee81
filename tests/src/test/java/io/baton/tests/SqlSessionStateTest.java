/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.BatonConnection;
import io.baton.driver.ConnectionLost;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.junit.jupiter.api.Test;

/** What an application sets by SQL text is there on the next node, or the connection says why it cannot move. */
class SqlSessionStateTest extends ClusterTest {

    @Test
    void should_set_again_what_is_in_force() throws Exception {
        try (Connection connection = connect()) {
            execute(connection, "SET search_path TO pg_catalog, public");
            execute(connection, "SET TIME ZONE 'Asia/Tokyo'; SET work_mem = '5MB'");
            execute(connection, "SELECT set_config('app.tenant', '7', false)");
            execute(connection, "SET statement_timeout = '77s'; RESET statement_timeout");
            execute(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE");
            connection.setSchema("pg_catalog");

            failOver();

            assertThat(query(connection, "SHOW search_path")).isEqualTo("pg_catalog");
            assertThat(query(connection, "SHOW timezone")).isEqualTo("Asia/Tokyo");
            assertThat(query(connection, "SHOW work_mem")).isEqualTo("5MB");
            assertThat(query(connection, "SHOW app.tenant")).isEqualTo("7");
            assertThat(query(connection, "SHOW statement_timeout")).isEqualTo("0");
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
    }

    /** As row security by tenant does it. */
    @Test
    void should_follow_a_tenant_that_is_bound() throws Exception {
        try (Connection connection = connect();
                PreparedStatement tenant = connection.prepareStatement("SELECT set_config('app.tenant', ?, false)");
                PreparedStatement local = connection.prepareStatement("SELECT set_config('app.user', ?, true)")) {
            tenant.setString(1, "5");
            tenant.executeQuery().close();
            connection.setAutoCommit(false);
            tenant.setString(1, "6");
            tenant.executeQuery().close();
            connection.rollback();
            tenant.setString(1, "7");
            tenant.execute();
            local.setString(1, "joe");
            local.executeQuery().close();
            connection.commit();
            tenant.setString(1, "8"); // Bound, and not run.
            assertThat(connection.unwrap(BatonConnection.class).pins()).isEmpty();

            failOver();

            assertThat(query(connection, "SELECT current_setting('app.tenant')"))
                    .isEqualTo("7");
            tenant.executeQuery().close();
            assertThat(query(connection, "SELECT current_setting('app.tenant')"))
                    .isEqualTo("8");
        }
    }

    @Test
    void should_not_follow_what_an_empty_batch_did_not_set() throws Exception {
        try (Connection connection = connect();
                PreparedStatement set = connection.prepareStatement("SET work_mem = '9MB'")) {
            assertThat(set.executeBatch()).isEmpty();
            failOver();
            assertThat(query(connection, "SHOW work_mem")).isEqualTo("4MB");

            set.addBatch();
            assertThat(set.executeBatch()).hasSize(1);
            assertThat(query(connection, "SHOW work_mem")).isEqualTo("9MB");
        }
    }

    @Test
    void should_forget_what_was_rolled_back() throws Exception {
        try (Connection connection = connect()) {
            execute(connection, "SET work_mem = '5MB'");
            connection.setAutoCommit(false);
            execute(connection, "SET work_mem = '6MB'");
            connection.setSchema("pg_catalog");
            connection.rollback();
            execute(connection, "SET work_mem = '7MB'");
            Savepoint savepoint = connection.setSavepoint();
            execute(connection, "SET work_mem = '8MB'");
            connection.rollback(savepoint);
            execute(connection, "SET LOCAL statement_timeout = '9s'");
            connection.commit();
            assertThat(query(connection, "SHOW work_mem")).isEqualTo("7MB");
            execute(connection, "SET work_mem = '9MB'");
            assertThatThrownBy(() -> execute(connection, "SELECT 1/0")).isInstanceOf(SQLException.class);
            connection.commit(); // Which the server answers with a rollback.

            failOver();

            assertThat(query(connection, "SHOW work_mem")).isEqualTo("7MB");
            assertThat(query(connection, "SHOW search_path")).isEqualTo("\"$user\", public");
            assertThat(query(connection, "SHOW statement_timeout")).isEqualTo("0");
        }
    }

    @Test
    void should_set_it_on_the_replica_too_and_take_it_back_on_the_primary() throws Exception {
        try (Connection connection = connect()) {
            execute(connection, "SET work_mem = '5MB'");
            connection.setReadOnly(true);
            assertThat(query(connection, "SHOW work_mem")).isEqualTo("5MB");
            execute(connection, "RESET work_mem");
            connection.setReadOnly(false);

            assertThat(query(connection, "SHOW work_mem")).isEqualTo("4MB");
        }
    }

    @Test
    void should_say_why_it_cannot_move() throws Exception {
        try (Connection connection = connect()) {
            BatonConnection baton = connection.unwrap(BatonConnection.class);
            assertThat(baton.pins()).isEmpty();
            execute(connection, "LISTEN orders");
            execute(connection, "CREATE TEMP TABLE basket (id int)");
            assertThat(baton.pins())
                    .containsExactlyInAnyOrder(
                            "it listens to notifications: orders",
                            "it has a temporary table, view or sequence: basket");

            failOver();

            assertThatThrownBy(() -> query(connection, "SELECT 1"))
                    .isInstanceOf(ConnectionLost.class)
                    .hasMessageContaining("notifications: orders")
                    .hasMessageContaining("basket");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void should_move_again_when_what_held_it_is_gone() throws Exception {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            execute(connection, "CREATE TEMP TABLE basket (id int)");
            connection.rollback();
            connection.setAutoCommit(true);
            execute(connection, "SELECT pg_advisory_lock(1)");
            execute(connection, "SELECT pg_advisory_unlock(1)");
            execute(connection, "LISTEN orders");
            execute(connection, "UNLISTEN *");
            execute(connection, "PREPARE q AS SELECT 1");
            execute(connection, "DISCARD ALL");
            assertThat(connection.unwrap(BatonConnection.class).pins()).isEmpty();

            failOver();

            assertThat(query(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void should_refuse_to_go_on_in_a_different_session() throws Exception {
        try (Connection connection = connect()) {
            cluster.primary().executeAsAdmin("CREATE ROLE worker");
            cluster.primary().executeAsAdmin("GRANT worker TO app");
            execute(connection, "SET ROLE worker");
            cluster.primary().executeAsAdmin("REVOKE worker FROM app");
            cluster.awaitReplayed();

            failOver();

            assertThatThrownBy(() -> query(connection, "SELECT 1"))
                    .isInstanceOf(ConnectionLost.class)
                    .hasMessageContaining("could not be made again")
                    .hasMessageContaining("worker");
            assertThat(connection.isClosed()).isTrue();
        }
    }
}
