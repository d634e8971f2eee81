/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.server;

import io.baton.lab.ClusterShape;
import io.baton.lab.Containers;
import io.baton.lab.PostgresCluster;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidShape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose server and driver it is. */
public enum Vendor {
    POSTGRESQL("PostgreSQL") {
        @Override
        Server start() throws SQLException {
            PostgresCluster cluster = PostgresCluster.start(ClusterShape.single());
            String url = cluster.primary().jdbcUrl();
            execute(
                    url,
                    "CREATE TABLE account (id int PRIMARY KEY, amount bigint NOT NULL, name text NOT NULL,"
                            + " kind int NOT NULL) WITH (fillfactor = 70)",
                    "INSERT INTO account SELECT i, 0, 'account ' || i, i % 7 FROM generate_series(1, "
                            + Workload.ACCOUNTS + ") AS i",
                    "CREATE UNLOGGED TABLE history (account int NOT NULL, delta int NOT NULL)",
                    "CREATE TABLE baton_ledger (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL,"
                            + " written timestamptz NOT NULL)",
                    "VACUUM ANALYZE account");
            return new Server(url, cluster::close);
        }
    },

    MARIADB("MariaDB") {
        @Override
        Server start() throws SQLException {
            return gtid(Engine.MARIADB);
        }
    },

    MYSQL("MySQL") {
        @Override
        @Nullable
        String whyNot() {
            return Containers.whyNot();
        }

        @Override
        Server start() throws SQLException {
            return gtid(Engine.MYSQL);
        }
    };

    private final String label;

    Vendor(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Why it cannot be started here; null when it can. */
    @Nullable
    String whyNot() {
        return null;
    }

    /** With the tables of the workloads. */
    abstract Server start() throws SQLException;

    /** What makes a difference there. The ledger is used by default where it is there, unless there is the probe. */
    List<Setting> settings() {
        return Arrays.stream(Setting.values())
                .filter(setting -> this == POSTGRESQL || setting != Setting.LEDGER)
                .toList();
    }

    /** One that runs. */
    record Server(String url, Runnable end) implements AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }

    private static Server gtid(Engine engine) throws SQLException {
        GtidCluster cluster = GtidCluster.start(GtidShape.single(engine));
        String url = cluster.primary().jdbcUrl();
        execute(
                url,
                "CREATE TABLE account (id int PRIMARY KEY, amount bigint NOT NULL, name varchar(50) NOT NULL,"
                        + " kind int NOT NULL)",
                "INSERT INTO account WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers"
                        + " WHERE i < 1000) SELECT a.i + (b.i - 1) * 1000, 0, CONCAT('account ', a.i), a.i % 7"
                        + " FROM numbers a JOIN numbers b ON b.i <= " + Workload.ACCOUNTS / 1000,
                "CREATE TABLE history (account int NOT NULL, delta int NOT NULL)",
                "CREATE TABLE baton_ledger (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                        + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))");
        return new Server(url, cluster::close);
    }

    private static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
