/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import io.baton.tests.compare.Comparison.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As {@link ComparisonTest}, on MySQL or MariaDB, in each mode of Baton's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GtidComparison {

    private static final Logger LOG = LoggerFactory.getLogger(GtidComparison.class);

    private static final int MOST_REPORTED = 12;

    private final Engine engine;
    private final int sequences;
    private GtidCluster cluster;

    GtidComparison(Engine engine) {
        this.engine = engine;
        // MySQL takes its time for a new table.
        this.sequences = Integer.getInteger("baton.compare.sequences", engine == Engine.MARIADB ? 40 : 8);
    }

    @BeforeAll
    final void start() throws SQLException {
        cluster = GtidCluster.start(GtidShape.single(engine));
        cluster.primary().executeAsAdmin("SET GLOBAL log_bin_trust_function_creators = 1");
        for (String database : List.of("raw0", "via0")) {
            cluster.primary().executeAsAdmin("CREATE DATABASE " + database, "GRANT ALL ON " + database + ".* TO app");
        }
    }

    @AfterAll
    final void stop() {
        cluster.close();
    }

    private static String in(String database, String url) {
        return url.replaceFirst("/app\\?", "/" + database + "?");
    }

    private Site site(String database, String prefix, String options) throws SQLException {
        GtidNode node = cluster.primary();
        String raw = in(database, node.jdbcUrl()) + "&allowMultiQueries=true";
        try (Connection admin = java.sql.DriverManager.getConnection(raw)) {
            Sql.execute(
                    admin,
                    "CREATE TABLE IF NOT EXISTS baton_ledger (entry BINARY(16) PRIMARY KEY,"
                            + " outcome CHAR(1) NOT NULL, written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6))");
            for (String routine : GtidTexts.ROUTINES) {
                Sql.execute(
                        admin,
                        routine.replaceFirst("^CREATE (PROCEDURE|FUNCTION) (\\w+)", "DROP $1 IF EXISTS $2")
                                .replaceFirst("(EXISTS \\w+).*", "$1"));
            }
        }
        Site site = new Site(
                "jdbc:" + prefix + in(database, node.jdbcUrl()).substring("jdbc:".length()) + options,
                raw,
                GtidTexts.RESET,
                GtidTexts.CONTENTS);
        try (Connection admin = java.sql.DriverManager.getConnection(raw)) {
            for (String routine : GtidTexts.ROUTINES) {
                Sql.execute(admin, routine);
            }
        }
        return site;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ledger|&baton.commitOutcome=ledger",
                "plain|&baton.commitOutcome=off",
                "protected|&baton.autocommit=protected",
                "idempotent|&baton.autocommit=idempotent"
            })
    void should_tell_of_the_last_statement_what_the_vendors_driver_tells(String mode, String options)
            throws SQLException {
        boolean hidden = !mode.equals("plain");
        List<Step> steps = LastWord.steps(engine == Engine.MARIADB, hidden);
        List<String> differences;
        try (Site raw = site("raw0", "", "");
                Site via = site("via0", "baton:", options)) {
            differences = new Comparison(raw, via, List.of()).ofEach(steps);
        }
        int all = differences.size();
        differences.removeIf(difference -> hidden && difference.contains(LastWord.REFUSAL));
        int refused = all - differences.size();
        LOG.info(
                "{}, {}: compared {} questions about the last statement, {} refused",
                engine,
                mode,
                steps.size(),
                refused);
        assertThat(refused).isLessThan(1 + steps.size() / 4);
        assertThat(String.join("\n\n", differences)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ledger|&baton.commitOutcome=ledger",
                "plain|&baton.commitOutcome=off",
                "replay off|&baton.replay=off",
                "idempotent|&baton.autocommit=idempotent",
                "protected|&baton.autocommit=protected"
            })
    void should_show_the_application_what_the_vendors_driver_shows(String mode, String options) throws SQLException {
        long firstSeed = Long.getLong("baton.compare.seed", 77_000);
        List<String> differences = new ArrayList<>();
        int steps = 0;
        try (Site raw = site("raw0", "", "");
                Site via = site("via0", "baton:", options)) {
            boolean last = !mode.equals("protected");
            Vocabulary texts = last ? GtidTexts.VOCABULARY : GtidTexts.WITHOUT_LAST;
            Comparison comparison = new Comparison(raw, via, GtidTexts.epilogue(last));
            for (long seed = firstSeed; seed < firstSeed + sequences && differences.size() < MOST_REPORTED; seed++) {
                Sequence sequence = Sequence.of(seed, texts);
                steps += sequence.steps().size();
                Optional<Difference> difference = comparison.of(sequence.steps());
                if (difference.isPresent()) {
                    differences.add("seed " + seed + "\n" + comparison.shrunk(sequence.steps(), difference.get()));
                }
            }
        }
        LOG.info("{}, {}: compared {} sequences of {} calls from seed {}", engine, mode, sequences, steps, firstSeed);
        assertThat(String.join("\n\n", differences))
                .as("differences from seed %d", firstSeed)
                .isEmpty();
    }
}
