/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import io.baton.lab.Sql;
import io.baton.tests.compare.Comparison.Difference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Random sequences of JDBC calls, each made on the vendor's driver and through Baton: an application must see no difference.
 * {@code -Dbaton.compare.seed} makes another run, {@code -Dbaton.compare.sequences} makes it longer.
 */
class ComparisonTest {

    private static final Logger LOG = LoggerFactory.getLogger(ComparisonTest.class);

    private static final int SEQUENCES = Integer.getInteger("baton.compare.sequences", 700);
    private static final int MOST_REPORTED = 20;
    private static final AtomicInteger COMPARISONS = new AtomicInteger();

    private static PostgresCluster cluster;
    private static Comparison comparison;

    @BeforeAll
    static void start() throws SQLException {
        cluster = PostgresCluster.start(ClusterShape.single());
        comparison = comparison("");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Comparison comparison(String options) throws SQLException {
        int number = COMPARISONS.getAndIncrement();
        return new Comparison(
                site("raw" + number, "", ""), site("via" + number, "baton:", options), Sequence.epilogue());
    }

    private static Site site(String database, String prefix, String options) throws SQLException {
        PostgresNode node = cluster.primary();
        node.executeAsAdmin("CREATE DATABASE " + database);
        String rest = "postgresql://" + node.host() + ":" + node.port() + "/" + database + "?user=postgres";
        try (Connection ledger = DriverManager.getConnection("jdbc:" + rest)) {
            Sql.execute(
                    ledger,
                    "CREATE TABLE baton_ledger (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL,"
                            + " written timestamptz NOT NULL)");
        }
        return new Site("jdbc:" + prefix + rest + options, "jdbc:" + rest, Texts.RESET);
    }

    @Test
    void should_show_the_application_what_the_vendors_driver_shows() throws SQLException {
        compare(comparison, SEQUENCES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&baton.autocommit=protected",
                "&baton.autocommit=idempotent",
                "&baton.commitOutcome=ledger",
                "&baton.replay=off"
            })
    void should_show_the_same_in_each_mode(String options) throws SQLException {
        compare(comparison(options), SEQUENCES / 12);
    }

    private static void compare(Comparison comparison, int sequences) throws SQLException {
        long firstSeed = Long.getLong("baton.compare.seed", 9_663_946_994_091L);
        List<String> differences = new ArrayList<>();
        int steps = 0;
        for (long seed = firstSeed; seed < firstSeed + sequences && differences.size() < MOST_REPORTED; seed++) {
            Sequence sequence = Sequence.of(seed).withUnwrapping();
            steps += sequence.steps().size();
            Optional<Difference> difference = comparison.of(sequence.steps());
            if (difference.isPresent()) {
                differences.add("seed " + seed + "\n" + comparison.shrunk(sequence.steps(), difference.get()));
            }
        }
        LOG.info("compared {} sequences of {} calls from seed {}", sequences, steps, firstSeed);
        assertThat(String.join("\n\n", differences))
                .as("differences from seed %d", firstSeed)
                .isEmpty();
    }

    /** Were it blind, the test above would be green for ever. */
    @Test
    void should_find_a_difference_and_reduce_it_to_the_calls_that_matter() throws SQLException {
        List<Step> steps = new ArrayList<>(Sequence.of(4711).steps());
        int middle = steps.size() / 2;
        steps.add(
                middle,
                new Step(
                        "s2 = c.createStatement()",
                        w -> w.put("s2", w.connection().createStatement())));
        steps.add(new Step(
                "is it Baton's", w -> w.get("s2").getClass().getPackageName().startsWith("io.baton")));

        Difference difference = comparison.of(steps).orElseThrow();
        Difference shrunk = comparison.shrunk(steps, difference);

        assertThat(shrunk.steps().subList(0, shrunk.at() + 1))
                .extracting(Step::text)
                .containsExactly("s2 = c.createStatement()", "is it Baton's");
    }
}
