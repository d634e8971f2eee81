/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.baton.examples.library.FlywayMigration;
import io.baton.examples.library.HibernateLibrary;
import io.baton.examples.library.SpringJdbcLibrary;
import io.baton.lab.PostgresNode;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Frameworks go on over a failover, with the very same pool and objects, and nothing is lost or there twice. */
class FrameworkFailoverTest extends ClusterTest {

    private HikariDataSource pool;

    @BeforeEach
    void migrate() throws SQLException {
        cluster.primary().execute("DROP TABLE entry"); // Flyway wants an empty schema.
        pool = new HikariDataSource();
        pool.setJdbcUrl(url + "&escapeSyntaxCallMode=callIfNoReturn");
        FlywayMigration.migrate(pool);
        Awaitility.await().until(() -> cluster.standbys().stream().allMatch(FrameworkFailoverTest::isMigrated));
    }

    private static boolean isMigrated(PostgresNode node) {
        try {
            return node.queryLong("SELECT count(*) FROM pg_proc WHERE proname = 'pages_of'") == 1;
        } catch (SQLException e) {
            return false;
        }
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    /** Whole authors only, each once: what was acknowledged is there, and no half of a transaction. */
    private static void assertBooks(PostgresNode node, int authors) throws Exception {
        assertThat(node.queryLong("SELECT count(*) FROM author")).isEqualTo(authors);
        assertThat(node.queryLong("SELECT count(*) FROM book")).isEqualTo(authors * 30L);
        assertThat(node.queryLong("SELECT count(*) FROM book WHERE reader IS NOT NULL"))
                .isEqualTo(authors);
    }

    @Test
    void should_go_on_with_spring_jdbc() throws Exception {
        SpringJdbcLibrary library = new SpringJdbcLibrary(pool);
        library.addAuthor("Barbara", 30);
        assertThat(library.lend("Barbara 7", "Grace")).isOne();
        Awaitility.await().until(() -> library.longBooks(120).size() == 10);
        awaitBooks(30);

        cluster.primary().kill();
        CompletableFuture<Long> meanwhile = inBackground(() -> library.addAuthor("Frances", 30));
        PostgresNode successor = promote();
        meanwhile.join();
        assertThat(library.lend("Frances 7", "Grace")).isOne();
        assertThat(library.lend("Barbara 7", "Ada")).as("still with Grace").isZero();
        assertThat(library.countBooks()).isEqualTo(60);
        Awaitility.await().until(() -> library.longBooks(120).size() == 20);

        assertBooks(successor, 2);
    }

    @Test
    void should_go_on_with_hibernate() throws Exception {
        try (HibernateLibrary library = new HibernateLibrary(pool)) {
            library.addAuthor("Barbara", 30);
            assertThat(library.lend("Barbara 7", "Grace")).isOne();
            Awaitility.await().until(() -> library.longBooks(120).size() == 10);

            awaitBooks(30);

            cluster.primary().kill();
            CompletableFuture<Long> meanwhile = inBackground(() -> library.addAuthor("Frances", 30));
            PostgresNode successor = promote();
            meanwhile.join();
            assertThat(library.lend("Frances 7", "Grace")).isOne();
            assertThat(library.lend("Barbara 7", "Ada")).as("still with Grace").isZero();
            assertThat(library.countBooks()).isEqualTo(60);
            Awaitility.await().until(() -> library.longBooks(120).size() == 20);

            assertBooks(successor, 2);
        }
    }

    /** What an asynchronous standby has not got yet would be lost with the primary. */
    private void awaitBooks(int books) {
        Awaitility.await().until(() -> {
            for (PostgresNode standby : cluster.standbys()) {
                if (standby.queryLong("SELECT count(*) FROM book WHERE reader IS NOT NULL") != books / 30) {
                    return false;
                }
            }
            return true;
        });
    }
}
