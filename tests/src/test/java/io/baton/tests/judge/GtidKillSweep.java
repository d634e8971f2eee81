/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import io.baton.lab.wire.Wires;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Kills the primary at messages that are spread over what an application does, and promotes the replica for which commits have
 * waited: nothing that the application was told may be wrong on the new primary, also after all the others.
 */
final class GtidKillSweep implements AutoCloseable {

    /** Those that write; each is met first by kills that are as different as they can be. */
    private static final List<Work> WORKS = List.of(
            Work.CHILD_ROW,
            Work.TRANSFER,
            Work.PROTECTED_KEY,
            Work.APPEND,
            Work.SAVEPOINT,
            Work.BATCH,
            Work.FETCH,
            Work.AUTO_COMMIT_WRITE,
            Work.COMMIT_BY_SWITCHING,
            Work.PROTECTED_BATCH);

    /** How the client learns of the kill: the second one does not, as when the whole machine is gone. */
    private static final List<Manner> MANNERS = List.of(Manner.CLOSE, Manner.SILENCE, Manner.RESET);

    private static final int PARTS = 3;

    /** Few rows are sooner on a node that rejoins. */
    private static final int RUNS_PER_KILL = 5;

    private final Engine engine;
    private final Tally tally;
    private final GtidCluster cluster;
    private final Wires wires;

    GtidKillSweep(Engine engine) {
        this.engine = engine;
        this.tally = new Tally(engine + ", the primary killed, the replica promoted");
        this.cluster = GtidCluster.start(GtidShape.pair(engine).withSemiSync());
        this.wires = Wires.before(cluster, "baton-monitor");
    }

    /** That nothing was wrong. */
    void kill(int times) throws SQLException {
        Truth.createSchema(engine, cluster.primary(), times * RUNS_PER_KILL);
        String url =
                cluster.primary().jdbcUrl().replaceFirst("^jdbc:(\\w+)://[^/]*", "jdbc:baton:$1://" + wires.hosts());
        try (Court court = new Court(url, wires, tally, Truth.on(engine, cluster.primary()))) {
            for (int i = 0; i < times; i++) {
                kill(court, WORKS.get(i % WORKS.size()), i + i / WORKS.size());
            }
            court.judgeAgain();
        }
        System.out.println(tally.report());
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.undecided()).as("commits with an entry in the ledger").isZero();
        assertThat(tally.cuts()).isGreaterThanOrEqualTo(times);
    }

    /** At the end of some part of its messages: after the last one to the server, or before the last one of its answers. */
    private void kill(Court court, Work work, int turn) throws SQLException {
        Cut messages = court.count(work);
        int part = 1 + turn % PARTS;
        Direction direction = (turn / PARTS) % 2 == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
        int nth = Math.max(1, messages.passed(direction) * part / PARTS);
        Point point = direction == Direction.TO_SERVER && part == PARTS ? Point.AFTER : Point.BEFORE;
        CompletableFuture<Void> replaced = new CompletableFuture<>();
        Manner manner = MANNERS.get((turn + turn / PARTS) % MANNERS.size());
        court.cut(work, new Cut(direction, nth, point, manner, hit -> kill(replaced)), hit -> {
            replaced.join();
            court.moveTo(Truth.on(engine, cluster.primary()));
        });
    }

    /**
     * The message waits for the kill, but not for the promotion. Commits on the promoted one wait for a replica, which the dead
     * one becomes.
     */
    private void kill(CompletableFuture<Void> replaced) {
        GtidNode former = cluster.primary();
        former.kill();
        Thread manager = new Thread(
                () -> {
                    try {
                        cluster.promote(cluster.mostAdvancedReplica());
                        cluster.rejoin(former);
                        replaced.complete(null);
                    } catch (RuntimeException e) {
                        replaced.completeExceptionally(e);
                    }
                },
                "lab-manager");
        manager.setDaemon(true);
        manager.start();
    }

    @Override
    public void close() {
        wires.close();
        cluster.close();
    }
}
