/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.ClusterShape;
import io.baton.lab.Link;
import io.baton.lab.Network;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import io.baton.lab.RequiresDocker;
import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way to the primary breaks, and another server is promoted while the old one goes on accepting writes. */
@RequiresDocker
class NetworkFailoverTest {

    private static final int WRITES = 50;

    private PostgresCluster cluster;
    private Network network;

    @BeforeEach
    void start() throws SQLException {
        cluster = PostgresCluster.start(ClusterShape.trio());
        network = Network.start();
        cluster.primary().execute("CREATE TABLE entry (id int)");
    }

    @AfterEach
    void stop() {
        network.close();
        cluster.close();
    }

    @Test
    void should_never_write_to_the_old_primary_once_its_network_is_back() throws Exception {
        PostgresNode old = cluster.primary();
        Link toOld = network.to(old);
        PostgresNode successor = cluster.node(1);
        PostgresNode follower = cluster.node(2);
        String url = "jdbc:baton:postgresql://" + toOld.host() + ":" + toOld.port() + "," + address(successor) + ","
                + address(follower) + "/app?user=app&password=app";
        try (NetworkWatch watch = new NetworkWatch(url);
                Connection connection = DriverManager.getConnection(url)) {
            insert(connection, 0);
            NodeAddress oldAddress = new NodeAddress(toOld.host(), toOld.port());
            Awaitility.await().until(() -> successor.queryLong("SELECT count(*) FROM entry") == 1);

            toOld.blackHole();
            Awaitility.await().until(() -> watch.isDown(oldAddress));
            cluster.follow(follower, successor);
            cluster.promote(successor);
            insert(connection, 1);
            toOld.heal();
            for (int id = 2; id <= WRITES; id++) {
                insert(connection, id);
                try (Connection another = DriverManager.getConnection(url)) {
                    insert(another, WRITES + id);
                }
            }

            old.execute("INSERT INTO entry VALUES (-1)");
            assertThat(old.queryLong("SELECT count(*) FROM entry WHERE id > 0"))
                    .as("it would accept writes")
                    .isZero();
            assertThat(successor.queryLong("SELECT count(DISTINCT id) FROM entry WHERE id > 0"))
                    .isEqualTo(2L * WRITES - 1);
        }
    }

    private static String address(PostgresNode node) {
        return node.host() + ":" + node.port();
    }

    private static void insert(Connection connection, int id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO entry VALUES (" + id + ")");
        }
    }
}
