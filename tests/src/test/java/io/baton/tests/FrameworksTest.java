/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.baton.examples.library.FlywayMigration;
import io.baton.examples.library.HibernateLibrary;
import io.baton.examples.library.JooqLibrary;
import io.baton.examples.library.LiquibaseMigration;
import io.baton.examples.library.SpringJdbcLibrary;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Frameworks that nobody wrote for Baton do the same on the vendor's URL and on Baton's: what they return, and what is in the
 * database afterwards. Only the URL differs. The standby is read from, so a commit waits until it shows there.
 */
class FrameworksTest {

    private static PostgresCluster cluster;
    private String name = "";

    @BeforeAll
    static void startCluster() {
        cluster = PostgresCluster.start(ClusterShape.pair().withSynchronousCommit());
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void makeFreshDatabases(TestInfo test) throws SQLException {
        name = test.getTestMethod().orElseThrow().getName().replaceFirst(".*_", "");
        for (String database : List.of("vendors_" + name, "batons_" + name)) {
            cluster.primary().executeAsAdmin("CREATE DATABASE " + database + " OWNER app");
            cluster.primary().executeAsAdmin("ALTER DATABASE " + database + " SET synchronous_commit = remote_apply");
        }
    }

    /** What a framework did with a database. */
    @FunctionalInterface
    private interface Use {
        List<String> of(DataSource database) throws Exception;
    }

    private void assertSame(int lines, Use use) throws Exception {
        PostgresNode primary = cluster.primary();
        List<String> vendors =
                run("jdbc:postgresql://" + primary.host() + ":" + primary.port() + "/vendors_" + name, use);
        List<String> batons = run("jdbc:baton:postgresql://" + cluster.hosts() + "/batons_" + name, use);

        assertThat(batons).isEqualTo(vendors).hasSize(lines);
        assertThat(Contents.of(primary, "batons_" + name))
                .isEqualTo(Contents.of(primary, "vendors_" + name))
                .hasSizeGreaterThan(20);
    }

    private static List<String> run(String url, Use use) throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(url + "?escapeSyntaxCallMode=callIfNoReturn");
            pool.setUsername("app");
            pool.setPassword("app");
            return use.of(pool);
        }
    }

    @Test
    void should_migrate_with_flyway() throws Exception {
        assertSame(3, FlywayMigration::migrate);
        assertSame(3, FlywayMigration::migrate); // The second time it finds what it has done.
    }

    @Test
    void should_migrate_with_liquibase() throws Exception {
        assertSame(2, LiquibaseMigration::migrate);
        assertSame(0, LiquibaseMigration::migrate);
    }

    @Test
    void should_keep_books_with_jooq() throws Exception {
        assertSame(5, database -> {
            FlywayMigration.migrate(database);
            return new JooqLibrary(database).run();
        });
    }

    @Test
    void should_keep_books_with_spring_jdbc() throws Exception {
        assertSame(5, database -> {
            FlywayMigration.migrate(database);
            return new SpringJdbcLibrary(database).run();
        });
    }

    @Test
    void should_keep_books_with_hibernate() throws Exception {
        assertSame(6, database -> {
            LiquibaseMigration.migrate(database);
            try (HibernateLibrary library = new HibernateLibrary(database)) {
                return library.run();
            }
        });
    }
}
