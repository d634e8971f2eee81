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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Cuts the application's connection at every message of what it does, in both directions, before it and in the middle of it,
 * while the primary lives on. One round has another manner from message to message; after three every message had each.
 */
class MariaDbCutSweepTest {

    private static final int ROUNDS = Integer.getInteger("baton.judge.rounds", 1);

    /** Of an orphan the server never learns that its client is gone. */
    private static final List<Manner> MANNERS = List.of(Manner.CLOSE, Manner.RESET, Manner.ORPHAN);

    private GtidCluster cluster;
    private Wires wires;

    @BeforeEach
    void startServer() throws SQLException {
        cluster = GtidCluster.start(GtidShape.single(Engine.MARIADB));
        wires = Wires.before(cluster, "baton-monitor");
        Truth.createSchema(Engine.MARIADB, cluster.primary(), Truth.MOST_RUNS);
    }

    @AfterEach
    void stopServer() {
        wires.close();
        cluster.close();
    }

    @Test
    void should_tell_the_truth_wherever_the_connection_is_cut() throws SQLException {
        Tally tally = new Tally("MariaDB, connection cut, the primary alive");
        String url =
                cluster.primary().jdbcUrl().replaceFirst("^jdbc:(\\w+)://[^/]*", "jdbc:baton:$1://" + wires.hosts());
        for (int round = 0; round < ROUNDS; round++) {
            try (Court court = new Court(url, wires, tally, Truth.on(Engine.MARIADB, cluster.primary()))) {
                for (Work work : Work.on(Schema.MARIADB)) {
                    for (Direction direction : Direction.values()) {
                        sweep(court, work, direction, Point.BEFORE, round);
                        sweep(court, work, direction, Point.INSIDE, round + 1);
                    }
                    sweep(court, work, Direction.TO_SERVER, Point.BEFORE, round + 2);
                }
                court.judgeAgain();
            }
        }
        System.out.println(tally.report());
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.undecided()).as("commits with an entry in the ledger").isZero();
        assertThat(tally.cuts()).as("the sweep reached every message").isGreaterThan(600 * ROUNDS);
    }

    private static void sweep(Court court, Work work, Direction direction, Point point, int turn) throws SQLException {
        int n = 0;
        boolean happened;
        do {
            n++;
            Cut cut = new Cut(direction, n, point, MANNERS.get((n + turn) % MANNERS.size()));
            happened = court.cut(work, cut, hit -> court.truth().awaitEnd(hit.backend()));
        } while (happened);
    }
}
