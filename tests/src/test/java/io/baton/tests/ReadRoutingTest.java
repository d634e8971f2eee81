/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code setReadOnly(true)} goes to a replica. */
class ReadRoutingTest extends ClusterTest {

    @Test
    void should_read_from_the_replicas_in_turn_and_write_to_the_primary() throws SQLException {
        Set<Integer> read = new TreeSet<>();
        for (int i = 0; i < 6; i++) {
            try (Connection connection = connect()) {
                connection.setReadOnly(true);
                read.add(port(connection));
                connection.setReadOnly(false);
                assertThat(port(connection)).isEqualTo(cluster.primary().port());
            }
        }
        assertThat(read).isEqualTo(ports());
    }

    @Test
    void should_read_from_the_primary_when_no_replica_is_left_and_from_a_replica_once_one_is_back()
            throws SQLException {
        PostgresNode returning = cluster.standbys().get(0);
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThat(ports()).contains(port(connection));
            connection.commit();

            cluster.standbys().forEach(PostgresNode::kill);
            assertThat(port(connection)).isEqualTo(cluster.primary().port());
            connection.commit();

            returning.start();
            Awaitility.await().untilAsserted(() -> {
                int port = port(connection);
                connection.commit();
                assertThat(port).isEqualTo(returning.port());
            });
        }
    }

    @Test
    void should_go_on_reading_while_there_is_no_primary() throws SQLException {
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
            cluster.primary().kill();
            assertThat(ports()).contains(port(connection));
        }
    }

    @Test
    void should_refuse_to_switch_within_a_transaction() throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO entry VALUES (1)");

            assertThatThrownBy(() -> connection.setReadOnly(true)).hasFieldOrPropertyWithValue("SQLState", "25001");

            assertThat(connection.isReadOnly()).isFalse();
            connection.commit();
        }
        assertThat(entries(cluster.primary())).isEqualTo(1);
    }

    @Test
    void should_serialize_on_the_primary_since_a_standby_cannot() throws SQLException {
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setAutoCommit(false);
            assertThat(port(connection)).isEqualTo(cluster.primary().port());
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (1)"))
                    .hasFieldOrPropertyWithValue("SQLState", "25006");
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            assertThat(ports()).contains(port(connection));
            connection.commit();
        }
    }

    private Set<Integer> ports() {
        return cluster.standbys().stream().map(PostgresNode::port).collect(Collectors.toCollection(TreeSet::new));
    }
}
