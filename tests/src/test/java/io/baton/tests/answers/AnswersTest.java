/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the sweep itself judges rightly: plain work has no violation, and a program that is not what it says is convicted. */
class AnswersTest {

    private static final Work INSERTS = Work.of(
                    "two inserts",
                    (connection, done) -> {
                        connection.setAutoCommit(false);
                        int one = Rows.update(connection, "INSERT INTO plain VALUES (1)");
                        int two = Rows.update(connection, "INSERT INTO plain VALUES (2)");
                        connection.commit();
                        return one + " " + two;
                    },
                    "SELECT n FROM plain ORDER BY n")
            .before("DELETE FROM plain");

    private static final Work AUTO_COMMIT = Work.of(
                    "two writes in auto-commit mode",
                    (connection, done) -> {
                        connection.setAutoCommit(true);
                        int one = Rows.update(connection, "INSERT INTO plain VALUES (1)");
                        done.reached();
                        return one + " " + Rows.update(connection, "INSERT INTO plain VALUES (2)");
                    },
                    "SELECT n FROM plain ORDER BY n")
            .before("DELETE FROM plain");

    @Test
    void should_find_plain_work_in_order_on_postgres() throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(List.of("CREATE TABLE plain (n int)", "GRANT ALL ON plain TO app"));
            Report report = judged(site);
            assertThat(report.count("two inserts", Told.Kind.NOTHING)).isGreaterThan(20);
        }
    }

    @Test
    void should_find_plain_work_in_order_on_mariadb() throws Exception {
        try (Site site = Site.of(Engine.MARIADB)) {
            site.asAdmin(List.of("CREATE TABLE plain (n int)"));
            site.createLedger();
            Report report = judged(site);
            assertThat(report.count("two inserts", Told.Kind.UNKNOWN)).isZero();
        }
    }

    private static Report judged(Site site) throws Exception {
        Report report = new Report();
        Sweep sweep = new Sweep(site, report);
        sweep.run(INSERTS, EnumSet.allOf(Fault.class));
        sweep.run(AUTO_COMMIT, EnumSet.allOf(Fault.class));
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
        return report;
    }

    /** Whoever takes it for one thing that is done twice things does half of it when the second is lost. */
    @Test
    void should_convict_work_that_is_done_by_halves() throws Exception {
        Work halves = Work.of(
                        "two writes taken for one",
                        (connection, done) -> {
                            connection.setAutoCommit(true);
                            int one = Rows.update(connection, "INSERT INTO plain VALUES (1)");
                            return one + " " + Rows.update(connection, "INSERT INTO plain VALUES (2)");
                        },
                        "SELECT n FROM plain ORDER BY n")
                .before("DELETE FROM plain");
        try (Site site = Site.postgres()) {
            site.asAdmin(List.of("CREATE TABLE plain (n int)", "GRANT ALL ON plain TO app"));
            Report report = new Report();
            new Sweep(site, report).run(halves, EnumSet.of(Fault.LOST_REQUEST));
            assertThat(report.violations())
                    .anySatisfy(sentence -> assertThat(sentence).contains("half done"));
        }
    }
}
