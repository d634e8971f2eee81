/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.calls;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.bench.stub.StubDialect;
import io.baton.bench.stub.StubDriver;
import io.baton.driver.internal.config.ClusterConfig;
import io.baton.driver.internal.config.OptionValues;
import io.baton.driver.internal.jdbc.Connections;
import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;

/** A way from the application to the stub. */
public enum Contender {
    /** The stub itself. */
    RAW("raw") {
        @Override
        Source open(int kind) {
            return driverManager("jdbc:stub://" + StubDriver.host(kind) + "/", new Properties());
        }
    },

    HIKARI("HikariCP") {
        @Override
        Source open(int kind) {
            return pool(new SourceDataSource(RAW.open(kind)));
        }
    },

    /** Its chain of plugins is empty. */
    AWS_BARE("AWS wrapper, no plugins") {
        @Override
        Source open(int kind) {
            Properties properties = awsProperties();
            properties.setProperty("wrapperPlugins", "");
            return driverManager(awsUrl(kind), properties);
        }
    },

    AWS_DEFAULT("AWS wrapper, default plugins") {
        @Override
        Source open(int kind) {
            return driverManager(awsUrl(kind), awsProperties());
        }
    },

    BATON("Baton") {
        @Override
        Source open(int kind) {
            return baton(kind, "on");
        }
    },

    BATON_WITHOUT_JOURNAL("Baton, replay off") {
        @Override
        Source open(int kind) {
            return baton(kind, "off");
        }
    },

    BATON_HIKARI("Baton under HikariCP") {
        @Override
        Source open(int kind) {
            return pool(new SourceDataSource(BATON.open(kind)));
        }
    };

    /** More than are in use at a time. */
    private static final int CONNECTIONS = 4;

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    /** As reports call it. */
    public String label() {
        return label;
    }

    /** @param kind of the stub's classes */
    abstract Source open(int kind);

    /** The question before a COMMIT is a round trip, which the stub has none of: the real server shows what it costs. */
    private static Source baton(int kind, String replay) {
        ClusterConfig config = new ClusterConfig(
                new StubDialect(),
                List.of(new NodeAddress(StubDriver.host(kind), 1)),
                "/bench",
                Map.of(),
                Map.of(),
                OptionValues.from(Map.of("baton.commitOutcome", "off", "baton.replay", replay)));
        return () -> Connections.open(config);
    }

    private static Source driverManager(String url, Properties properties) {
        load();
        return () -> DriverManager.getConnection(url, properties);
    }

    private static void load() {
        try {
            Class.forName(StubDriver.CLASS);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String awsUrl(int kind) {
        return "jdbc:aws-wrapper:stub://" + StubDriver.host(kind) + "/";
    }

    /** With these it takes the stub for PostgreSQL, so that it uses what it knows of that. */
    private static Properties awsProperties() {
        Properties properties = new Properties();
        properties.setProperty("wrapperDialect", "pg");
        properties.setProperty("wrapperTargetDriverDialect", "pgjdbc");
        return properties;
    }

    private static Source pool(DataSource below) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(below);
        config.setMaximumPoolSize(CONNECTIONS);
        HikariDataSource pool = new HikariDataSource(config);
        return new Source() {
            @Override
            public Connection connect() throws SQLException {
                return pool.getConnection();
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }
}
