/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.BatonConnection;
import io.baton.driver.BatonDriver;
import io.baton.driver.BatonVendorUrlDriver;
import io.baton.examples.library.FlywayMigration;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.core.PostgresDatabase;
import liquibase.exception.DatabaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.hibernate.SessionFactory;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jooq.CloseableDSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What frameworks make of a URL of Baton's when they are given that alone: what docs/frameworks.md says of each. */
class FrameworkUrlTest {

    private static PostgresCluster cluster;
    private static String batons;
    private static String vendors;

    @BeforeAll
    static void startCluster() {
        cluster = PostgresCluster.start(ClusterShape.single());
        batons = "jdbc:baton:postgresql://" + cluster.hosts() + "/app";
        vendors = "jdbc:postgresql://" + cluster.hosts() + "/app";
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void should_not_be_known_to_flyway_by_the_url() {
        assertThatThrownBy(() ->
                        Flyway.configure().dataSource(batons, "app", "app").load())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("No Flyway database plugin found to handle");
        assertThatThrownBy(() -> Flyway.configure()
                        .driver(BatonDriver.class.getName())
                        .dataSource(batons, "app", "app")
                        .load())
                .isInstanceOf(FlywayException.class);
    }

    @Test
    void should_serve_flyway_by_the_vendors_url_and_the_class_of_the_driver() throws SQLException {
        Flyway flyway = Flyway.configure()
                .driver(BatonVendorUrlDriver.class.getName())
                .dataSource(vendors, "app", "app")
                .load();
        DataSource source = flyway.getConfiguration().getDataSource();
        try (Connection connection = source.getConnection()) {
            assertThat(connection.isWrapperFor(BatonConnection.class)).isTrue();
        }
        assertThat(FlywayMigration.migrate(source)).hasSize(3);
    }

    @Test
    void should_serve_liquibase_by_the_url_and_the_class_of_the_driver() throws Exception {
        ClassLoaderResourceAccessor resources = new ClassLoaderResourceAccessor();
        assertThatThrownBy(() -> DatabaseFactory.getInstance()
                        .openDatabase(batons, "app", "app", null, resources)
                        .close())
                .isInstanceOf(DatabaseException.class)
                .hasStackTraceContaining("Driver class was not specified");
        try (Database database = DatabaseFactory.getInstance()
                .openDatabase(batons, "app", "app", BatonDriver.class.getName(), null, null, null, resources)) {
            assertThat(database).isInstanceOf(PostgresDatabase.class);
        }
    }

    @Test
    void should_be_known_to_hibernate_by_the_url() {
        try (SessionFactory sessions = new HibernatePersistenceConfiguration("url")
                .jdbcUrl(batons)
                .jdbcCredentials("app", "app")
                .createEntityManagerFactory()) {
            assertThat(sessions.unwrap(SessionFactoryImplementor.class)
                            .getJdbcServices()
                            .getDialect())
                    .isInstanceOf(PostgreSQLDialect.class);
            String answer = sessions.fromSession(session ->
                    session.createNativeQuery("select 'here'", String.class).getSingleResult());
            assertThat(answer).isEqualTo("here");
        }
    }

    @Test
    void should_be_known_to_jooq_by_the_url() {
        try (CloseableDSLContext database = DSL.using(batons, "app", "app")) {
            assertThat(database.dialect()).isEqualTo(SQLDialect.POSTGRES);
            assertThat(database.fetchValue("select 'here'")).isEqualTo("here");
        }
    }

    @Test
    void should_be_known_to_spring_by_the_url() {
        JdbcTemplate template = new JdbcTemplate(new DriverManagerDataSource(batons, "app", "app"));
        assertThat(template.queryForObject("select 'here'", String.class)).isEqualTo("here");
    }

    @Test
    void should_leave_the_vendors_urls_to_the_vendors_driver_unless_named() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "app");
        login.setProperty("password", "app");
        BatonVendorUrlDriver named = new BatonVendorUrlDriver();
        try (Connection registered = DriverManager.getConnection(vendors, login);
                Connection through = named.connect(vendors + "?baton.failoverTimeout=5s", login)) {
            assertThat(registered.isWrapperFor(BatonConnection.class)).isFalse();
            assertThat(through.isWrapperFor(BatonConnection.class)).isTrue();
        }
        assertThat(named.connect("jdbc:baton:postgresql://localhost/app", login))
                .isNull();
        assertThat(named.acceptsURL("jdbc:mysql://localhost/app")).isTrue();
        assertThat(named.acceptsURL("jdbc:mariadb://localhost/app")).isTrue();
        assertThat(named.acceptsURL("jdbc:sqlserver://localhost")).isFalse();
        assertThat(named.getPropertyInfo(vendors, login)).extracting("name").contains("baton.probeInterval", "sslmode");
    }
}
