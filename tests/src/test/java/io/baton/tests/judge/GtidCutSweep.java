/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.Await;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidShape;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import io.baton.lab.wire.Wires;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Cuts the application's connection at every message of what it does, in both directions, before it and in the middle of it,
 * while the primary lives on. One round has another manner from message to message; after three every message had each.
 */
final class GtidCutSweep implements AutoCloseable {

    /** Of an orphan the server never learns that its client is gone. */
    private static final List<Manner> MANNERS = List.of(Manner.CLOSE, Manner.RESET, Manner.ORPHAN);

    private final Engine engine;
    private final Tally tally;
    private final GtidCluster cluster;
    private final Wires wires;

    private GtidCutSweep(Engine engine, Tally tally) {
        this.engine = engine;
        this.tally = tally;
        this.cluster = GtidCluster.start(GtidShape.single(engine));
        this.wires = Wires.before(cluster, "baton-monitor");
    }

    /** That nothing was wrong. */
    static void cut(Engine engine, int rounds) throws Exception {
        Tally tally = new Tally(engine + ", connection cut, the primary alive");
        Lanes.share(Work.on(Schema.of(engine)), works -> {
            try (GtidCutSweep sweep = new GtidCutSweep(engine, tally)) {
                sweep.cut(works, rounds);
            }
        });
        System.out.println(tally.report());
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.undecided()).as("commits with an entry in the ledger").isZero();
        assertThat(tally.cuts()).as("the sweep reached every message").isGreaterThan(550 * rounds);
    }

    private void cut(List<Work> works, int rounds) throws SQLException {
        Truth.createSchema(engine, cluster.primary(), Truth.MOST_RUNS);
        awaitRunForSeconds();
        String url =
                cluster.primary().jdbcUrl().replaceFirst("^jdbc:(\\w+)://[^/]*", "jdbc:baton:$1://" + wires.hosts());
        for (int round = 0; round < rounds; round++) {
            try (Court court = new Court(url, wires, tally, Truth.on(engine, cluster.primary()))) {
                for (Work work : works) {
                    for (Direction direction : Direction.values()) {
                        sweep(court, work, direction, Point.BEFORE, round);
                        sweep(court, work, direction, Point.INSIDE, round + 1);
                    }
                    sweep(court, work, Direction.TO_SERVER, Point.BEFORE, round + 2);
                }
                court.judgeAgain();
            }
        }
    }

    /** A server counts the time that it runs in whole seconds, and what it did in the first one might be of a run before. */
    private void awaitRunForSeconds() {
        Await.until(
                "the server has run for seconds",
                Await.LIMIT,
                () -> {
                    try (Connection admin = cluster.primary().connectAsAdmin();
                            Statement statement = admin.createStatement();
                            ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Uptime'")) {
                        row.next();
                        return row.getInt(2) > 2;
                    }
                },
                () -> "");
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

    @Override
    public void close() {
        wires.close();
        cluster.close();
    }
}
