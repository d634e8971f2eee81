/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import io.baton.lab.wire.Wires;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** One server of its own with proxies before it. */
public final class Site implements AutoCloseable {

    private final AutoCloseable cluster;
    private final Wires wires;
    private final String vendorsUrl;
    private final Connection admin;
    private final boolean postgres;
    private final Runnable killing;

    private Site(
            AutoCloseable cluster,
            Wires wires,
            String vendorsUrl,
            Connection admin,
            boolean postgres,
            Runnable killing) {
        this.cluster = cluster;
        this.wires = wires;
        this.vendorsUrl = vendorsUrl;
        this.admin = admin;
        this.postgres = postgres;
        this.killing = killing;
    }

    public static Site postgres() throws SQLException {
        PostgresCluster cluster = PostgresCluster.start(ClusterShape.single());
        PostgresNode node = cluster.primary();
        String url = "jdbc:postgresql://" + node.host() + ":" + node.port() + "/app?user=app&password=app&"
                + Wires.URL_PARAMETER;
        return new Site(cluster, Wires.before(cluster, "baton-monitor"), url, node.connectAsAdmin(), true, node::kill);
    }

    public static Site of(Engine engine) throws SQLException {
        GtidCluster cluster = GtidCluster.start(GtidShape.single(engine));
        GtidNode node = cluster.primary();
        return new Site(
                cluster,
                Wires.before(cluster, "baton-monitor"),
                node.jdbcUrl(),
                node.connectAsAdmin(),
                false,
                node::kill);
    }

    /** Makes the table by which interrupted commits are resolved: on MariaDB and MySQL they are unknown without it. */
    public void createLedger() throws SQLException {
        asAdmin(List.of(
                postgres
                        ? "CREATE TABLE baton_ledger (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL,"
                                + " written timestamptz NOT NULL)"
                        : "CREATE TABLE baton_ledger (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                                + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB"));
        if (postgres) {
            asAdmin(List.of("GRANT SELECT, INSERT, DELETE ON baton_ledger TO app"));
        }
    }

    public Wires wires() {
        return wires;
    }

    /** Of the server itself, past the proxies, without the options of Baton. */
    public String vendorsUrl(String options) {
        return vendorsUrl + options.replaceAll("&baton\\.[^&]*", "");
    }

    /**
     * Of somebody else, who does not wait long for what the application has locked: the end of the session would let him go on in the
     * middle of the replay, which is an interleaving of its own. MySQL knows no shorter time.
     */
    public String othersUrl() {
        int seconds = vendorsUrl.startsWith("jdbc:mariadb:") ? 0 : 1;
        return vendorsUrl
                + (postgres
                        ? "&options=-c%20lock_timeout=200"
                        : "&sessionVariables=innodb_lock_wait_timeout=" + seconds);
    }

    public String batonsUrl(String options) {
        return vendorsUrl.replaceFirst("^jdbc:(\\w+)://[^/]*", "jdbc:baton:$1://" + wires.hosts()) + options;
    }

    public void asAdmin(List<String> statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** All rows of all queries as one text. */
    public String read(List<String> queries) throws SQLException {
        StringBuilder all = new StringBuilder();
        for (String query : queries) {
            try (Statement statement = admin.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                all.append(Rows.text(rows)).append(' ');
            }
        }
        return all.toString().strip();
    }

    /** All rows of all results of one text as one text, in one round trip. */
    public String readAll(String text) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Statement statement = admin.createStatement()) {
            boolean rows = statement.execute(text);
            while (rows || statement.getUpdateCount() != -1) {
                if (rows) {
                    all.append(Rows.text(statement.getResultSet())).append(' ');
                }
                rows = statement.getMoreResults();
            }
        }
        return all.toString().strip();
    }

    public void end(int session) {
        try {
            asAdmin(List.of(postgres ? "SELECT pg_terminate_backend(" + session + ")" : "KILL CONNECTION " + session));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** From now on there is no server. */
    public void kill() {
        killing.run();
    }

    /** What that session has not done by then it never will. */
    public void awaitEnd(int session) {
        String there = postgres
                ? "SELECT count(*) FROM pg_stat_activity WHERE pid = " + session
                : "SELECT count(*) FROM information_schema.PROCESSLIST WHERE ID = " + session;
        if (session != 0) {
            Awaitility.await("session " + session + " ends")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> read(List.of(there)).equals("[0]"));
        }
    }

    @Override
    public void close() throws Exception {
        wires.close();
        admin.close();
        cluster.close();
    }
}
