/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A primary and its replica for all tests of a class; whatever a test did to them, the next one finds both well. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GtidClusterTest {

    private static final AtomicInteger TESTS = new AtomicInteger();

    private final Engine engine;
    GtidCluster cluster;
    String url;

    GtidClusterTest(Engine engine) {
        this.engine = engine;
    }

    GtidShape shape(Engine of) {
        return GtidShape.pair(of);
    }

    final Engine engine() {
        return engine;
    }

    @BeforeAll
    final void startCluster() {
        cluster = GtidCluster.start(shape(engine));
        // A server counts the time that it runs in whole seconds, and what it did in the first one might be a run
        // before.
        Awaitility.await()
                .until(() -> Integer.parseInt(query(cluster.primary(), "SHOW GLOBAL STATUS LIKE 'Uptime'")
                                .split(" ", -1)[1])
                        > 1);
    }

    @AfterAll
    final void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    final void makeTables() throws SQLException {
        url = url(cluster.hosts());
        cluster.primary()
                .executeAsAdmin(
                        "CREATE TABLE entry (id int, note varchar(100))",
                        "CREATE TABLE person (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(100),"
                                + " made timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))");
        cluster.awaitReplicated();
    }

    @AfterEach
    final void makeWell() throws SQLException {
        for (GtidNode node : cluster.replicas()) {
            if (!node.isRunning() || node.isFrozen() || !node.isReadOnly()) {
                cluster.rejoin(node);
            }
        }
        cluster.primary().executeAsAdmin("DROP TABLE IF EXISTS entry, person, baton_ledger");
        cluster.awaitReplicated();
    }

    /**
     * The addresses in the place of those of the vendor's URL. What Baton has seen of the nodes in one test must not count in
     * the next one: between the two they change their roles more quickly than anybody would look.
     */
    final String url(String hosts) {
        return cluster.primary().jdbcUrl().replaceFirst("^jdbc:(\\w+)://[^/]*", "jdbc:baton:$1://" + hosts)
                + "&connectionAttributes=test:" + TESTS.incrementAndGet();
    }

    /** As {@link GtidCluster#hosts}, with another address in the place of the primary's. */
    final String hosts(int portOfPrimary) {
        return cluster.nodes().stream()
                .map(node -> node.host() + ":" + (node == cluster.primary() ? portOfPrimary : node.port()))
                .collect(Collectors.joining(","));
    }

    final void makeLedger() throws SQLException {
        cluster.primary()
                .executeAsAdmin("CREATE TABLE baton_ledger (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                        + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB");
        cluster.awaitReplicated();
    }

    final Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    final Connection begin() throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Kills the primary when its replica has all that was committed, and promotes that. */
    final GtidNode failOver() {
        cluster.awaitReplicated();
        cluster.primary().kill();
        GtidNode successor = cluster.mostAdvancedReplica();
        cluster.promote(successor);
        return successor;
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        for (String sql : statements) {
            Sql.execute(connection, sql);
        }
    }

    /** All rows, the columns of each separated by a blank. */
    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            Stream.Builder<String> all = Stream.builder();
            while (rows.next()) {
                StringBuilder row = new StringBuilder(String.valueOf(rows.getString(1)));
                for (int i = 2; i <= columns; i++) {
                    row.append(' ').append(rows.getString(i));
                }
                all.add(row.toString());
            }
            return all.build().collect(Collectors.joining(", "));
        }
    }

    static String query(GtidNode node, String sql) throws SQLException {
        try (Connection connection = node.connect()) {
            return query(connection, sql);
        }
    }
}
