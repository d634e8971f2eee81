/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Clusters;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import io.baton.tests.AnswerCutter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Baton writes reads the same on a replica, whatever the format of the log: the entries of commits, in each way in which they
 * are written and in each session that an application may have, the marks and the cleaning. {@code -Dbaton.log.transactions=N}
 * makes N transactions in each way.
 */
abstract class GtidLogFormatTests {

    private static final int TRANSACTIONS = Integer.getInteger("baton.log.transactions", 40);

    private final Engine engine;
    private GtidCluster cluster;

    GtidLogFormatTests(Engine engine) {
        this.engine = engine;
    }

    /** Options of URLs, each of which changes how the vendor's driver or the server reads a text. */
    abstract String[] sessions();

    @ParameterizedTest
    @ValueSource(strings = {"MIXED", "STATEMENT", "ROW"})
    void should_leave_the_same_in_the_ledgers_of_all_nodes(String format) throws Exception {
        try (GtidCluster started = GtidCluster.start(GtidShape.pair(engine).withSetting("--binlog-format=" + format))) {
            cluster = started;
            started.primary()
                    .executeAsAdmin(
                            "CREATE TABLE baton_ledger (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                                    + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB",
                            "CREATE TABLE entry (id INT AUTO_INCREMENT PRIMARY KEY, way VARCHAR(200))",
                            "CREATE FUNCTION note() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN"
                                    + " INSERT INTO entry (way) VALUES ('function'); RETURN 1; END");
            int ways = 0;
            for (String session : sessions()) {
                commit(session, "INSERT INTO entry (way) VALUES ('plain')", TRANSACTIONS);
                ways++;
            }
            commit("", "DO note()", TRANSACTIONS);
            reconnect();
            assertThat(count(started.primary(), "entry")).isEqualTo(TRANSACTIONS * (ways + 2L));
            assertThat(count(started.primary(), "baton_ledger")).isEqualTo(TRANSACTIONS * (ways + 2L));
            mark();
            assertSame();
            clean();
            assertThat(count(started.primary(), "baton_ledger")).isLessThan(TRANSACTIONS * (ways + 2L));
            assertSame();
        }
    }

    private String url(String hosts, String options) {
        return cluster.primary().jdbcUrl().replaceFirst("^jdbc:(\\w+)://[^/]*", "jdbc:baton:$1://" + hosts) + options;
    }

    private void commit(String options, String sql, int times) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(cluster.hosts(), options))) {
            connection.setAutoCommit(false);
            for (int i = 0; i < times; i++) {
                GtidClusterTest.execute(connection, sql);
                connection.commit();
            }
        }
    }

    /** The first COMMIT of each session has its entry written before it. */
    private void reconnect() throws SQLException {
        for (int i = 0; i < TRANSACTIONS; i++) {
            commit("", "INSERT INTO entry (way) VALUES ('first')", 1);
        }
    }

    private void mark() throws Exception {
        Awaitility.await("a server whose age in whole seconds tells one run of it from another")
                .until(() -> uptime() > 5);
        try (AnswerCutter cutter = new AnswerCutter(cluster.primary().port())) {
            String hosts = cluster.primary().host() + ":" + cutter.port();
            try (Connection connection = DriverManager.getConnection(url(hosts, ""))) {
                connection.setAutoCommit(false);
                for (int i = 0; i < Math.min(10, TRANSACTIONS); i++) {
                    GtidClusterTest.execute(connection, "INSERT INTO entry (way) VALUES ('marked')");
                    cutter.dropAt("COMMIT");
                    connection.commit();
                }
            }
        }
        assertThat(cluster.primary().queryLong("SELECT COUNT(*) FROM baton_ledger WHERE outcome = 'A'"))
                .isPositive();
    }

    private long uptime() throws SQLException {
        try (Connection connection = cluster.primary().connectAsAdmin();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Uptime'")) {
            row.next();
            return row.getLong(2);
        }
    }

    private void clean() throws SQLException {
        cluster.primary()
                .executeAsAdmin(
                        "UPDATE baton_ledger SET written = written - INTERVAL 2 HOUR, entry = CONCAT(UNHEX('00'),"
                                + " SUBSTRING(entry, 2)) ORDER BY entry LIMIT " + TRANSACTIONS);
        Cluster known = Clusters.shared().join(BatonUrl.parse(url(cluster.hosts(), ""), new Properties()));
        try {
            known.outcomes().cleanLedger();
        } finally {
            Clusters.shared().leave(known);
        }
    }

    private static long count(GtidNode node, String table) throws SQLException {
        return node.queryLong("SELECT COUNT(*) FROM " + table);
    }

    private void assertSame() throws SQLException {
        cluster.awaitReplicated();
        for (GtidNode replica : cluster.replicas()) {
            assertThat(replica.replicationError()).isEmpty();
            for (String all : new String[] {
                "SELECT HEX(entry), outcome, written FROM baton_ledger ORDER BY entry",
                "SELECT * FROM entry ORDER BY id"
            }) {
                assertThat(GtidClusterTest.query(replica, all).split(", ", -1))
                        .containsExactly(
                                GtidClusterTest.query(cluster.primary(), all).split(", ", -1));
            }
        }
    }
}
