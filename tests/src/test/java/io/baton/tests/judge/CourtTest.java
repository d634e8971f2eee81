/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidShape;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import io.baton.lab.wire.Wires;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The court is silent about what is true, and sees each kind of lie, which somebody makes of the truth here. */
class CourtTest {

    private static final String TAG = "(SELECT max(tag) FROM (SELECT tag FROM mark UNION SELECT tag FROM keyed) done)";

    private static GtidCluster cluster;
    private static Wires wires;

    @BeforeAll
    static void startServer() throws SQLException {
        cluster = GtidCluster.start(GtidShape.single(Engine.MARIADB));
        wires = Wires.before(cluster, "baton-monitor");
        Truth.createSchema(Engine.MARIADB, cluster.primary(), 100);
    }

    @AfterAll
    static void stopServer() {
        wires.close();
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE    | missing | DELETE FROM mark WHERE tag = TAG",
                "UPDATE    | doubled | INSERT INTO mark SELECT * FROM mark WHERE tag = TAG",
                "UPDATE    | half    | UPDATE account SET balance = 100 WHERE tag = TAG",
                "UPDATE    | half    | UPDATE account SET balance = 100 WHERE tag = TAG AND id = 2",
                "TRANSFER  | made    | UPDATE account SET balance = balance + 1 WHERE tag = TAG AND id = 1",
                "BATCH     | half    | DELETE FROM mark WHERE tag = TAG AND step > 2",
                "SAVEPOINT | undone  | INSERT INTO mark SELECT tag, 2 FROM mark WHERE tag = TAG AND step = 1",
                "CHILD_ROW | key     | UPDATE keyed SET id = id + 1000 WHERE tag = TAG AND parent IS NOT NULL",
                "CHILD_ROW | parent  | UPDATE keyed SET parent = 0 WHERE tag = TAG AND parent IS NOT NULL",
                "CHILD_ROW | half    | DELETE FROM keyed WHERE tag = TAG AND parent IS NOT NULL",
                "APPEND    | missing | UPDATE list SET elements = ''",
                "APPEND    | doubled | UPDATE list SET elements = concat(elements, elements)",
                "APPEND    | order   | UPDATE list SET elements = concat('[0]', elements)",
            })
    void should_see(Work work, String lie, String sql) throws SQLException {
        Tally tally = new Tally(lie);
        run(tally, work, () -> cluster.primary().executeAsAdmin(sql.replace("TAG", TAG)));
        assertThat(tally.violations()).as(lie).isNotEmpty();
    }

    @Test
    void should_see_what_changes_after_it_was_judged() throws SQLException {
        Tally tally = new Tally("late");
        try (Court court = court(tally)) {
            court.cut(Work.UPDATE, pass(), hit -> {});
            cluster.primary().executeAsAdmin("INSERT INTO mark SELECT * FROM mark WHERE tag = " + TAG);
            court.judgeAgain();
        }
        assertThat(tally.violations()).hasSize(1);
    }

    @Test
    void should_be_silent_about_the_truth() throws SQLException {
        Tally tally = new Tally("truth");
        for (Work work : Work.on(Schema.MARIADB)) {
            run(tally, work, () -> {});
        }
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.cuts()).isEqualTo(Work.on(Schema.MARIADB).size());
    }

    @FunctionalInterface
    private interface Lie {
        void tell() throws SQLException;
    }

    private static void run(Tally tally, Work work, Lie lie) throws SQLException {
        try (Court court = court(tally)) {
            court.cut(work, pass(), hit -> lie.tell());
        }
    }

    private static Court court(Tally tally) throws SQLException {
        String url =
                cluster.primary().jdbcUrl().replaceFirst("^jdbc:(\\w+)://[^/]*", "jdbc:baton:$1://" + wires.hosts());
        return new Court(url, wires, tally, Truth.on(Engine.MARIADB, cluster.primary()));
    }

    private static Cut pass() {
        return new Cut(Direction.TO_SERVER, 1, Point.BEFORE, Manner.PASS);
    }
}
