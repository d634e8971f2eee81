/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.baton.driver.CommitOutcomeUnknown;
import io.baton.lab.ClusterShape;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What Spring makes of a COMMIT whose outcome nobody knows, over HikariCP, which has thrown the connection away by then. */
class SpringUnknownCommitTest extends ClusterTest {

    private AnswerCutter cutter;
    private HikariDataSource pool;

    @Override
    ClusterShape shape() {
        return ClusterShape.single();
    }

    @BeforeEach
    void putCutterBefore() throws IOException {
        cutter = new AnswerCutter(cluster.primary().port());
        pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:baton:postgresql://127.0.0.1:" + cutter.port()
                + "/app?user=app&password=app&baton.commitOutcome=off");
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        cutter.close();
    }

    @Test
    void should_show_it_through_the_manager_that_does_not_roll_back_after_a_commit() {
        assertThat(causes(told(new DataSourceTransactionManager(pool))))
                .hasAtLeastOneElementOfType(CommitOutcomeUnknown.class);
    }

    /** Should this fail one day, docs/frameworks.md has a sentence to lose. */
    @Test
    void should_be_hidden_by_the_manager_that_rolls_back_and_throws_what_comes_of_that() {
        assertThat(causes(told(new JdbcTransactionManager(pool))))
                .isNotEmpty()
                .doesNotHaveAnyElementsOfTypes(CommitOutcomeUnknown.class);
    }

    private static List<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).toList();
    }

    private Throwable told(PlatformTransactionManager manager) {
        DataSource dataSource = pool;
        return catchThrowable(() -> new TransactionTemplate(manager).executeWithoutResult(status -> {
            new JdbcTemplate(dataSource).update("INSERT INTO entry VALUES (1)");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
        }));
    }
}
