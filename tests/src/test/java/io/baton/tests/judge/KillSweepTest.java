/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.Succession;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import io.baton.lab.wire.Wires;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Kills the primary at messages that are spread over what an application does, and promotes a standby for which commits have
 * waited: nothing that the application was told may be wrong on the new primary.
 */
class KillSweepTest {

    /** In each direction. */
    private static final int KILLS_PER_WORK = 3;

    /** How the client learns of the kill: the second one does not, as when the whole machine is gone. */
    private static final List<Manner> MANNERS = List.of(Manner.CLOSE, Manner.SILENCE, Manner.RESET);

    private PostgresCluster cluster;
    private Court court;

    @Test
    void should_tell_the_truth_wherever_the_primary_is_killed() throws SQLException {
        Tally tally = new Tally("the primary killed, a standby promoted");
        try (PostgresCluster trio = PostgresCluster.start(ClusterShape.trio().withSynchronousCommit());
                Wires wires = Wires.before(trio, "baton-monitor")) {
            cluster = trio;
            Truth.createSchema(cluster.primary());
            String url =
                    "jdbc:baton:postgresql://" + wires.hosts() + "/app?user=app&password=app&" + Wires.URL_PARAMETER;
            try (Court opened = new Court(url, wires, tally, Truth.on(cluster.primary()))) {
                court = opened;
                for (Work work : Work.on(Schema.POSTGRES)) {
                    Cut messages = court.count(work);
                    for (Direction direction : Direction.values()) {
                        sweep(work, direction, messages.passed(direction));
                    }
                }
            }
        }
        System.out.println(tally.report());
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.cuts()).isGreaterThan(60);
    }

    /** The last message is always among them: it is the one after which the application knows. */
    private void sweep(Work work, Direction direction, int messages) throws SQLException {
        for (int i = 1; i <= KILLS_PER_WORK; i++) {
            int nth = Math.max(1, messages * i / KILLS_PER_WORK);
            Point point = direction == Direction.TO_SERVER && i == KILLS_PER_WORK ? Point.AFTER : Point.BEFORE;
            CompletableFuture<Void> replaced = new CompletableFuture<>();
            Cut cut = new Cut(direction, nth, point, MANNERS.get(i - 1), hit -> kill(replaced));
            court.cut(work, cut, hit -> {
                replaced.join();
                court.moveTo(Truth.on(cluster.primary()));
            });
            Succession.restoreStandbys(cluster);
        }
    }

    /** The message waits for the kill, but not for the promotion. */
    private void kill(CompletableFuture<Void> replaced) {
        cluster.primary().kill();
        Thread manager = new Thread(
                () -> {
                    try {
                        Succession.replacePrimary(cluster);
                        replaced.complete(null);
                    } catch (RuntimeException e) {
                        replaced.completeExceptionally(e);
                    }
                },
                "lab-manager");
        manager.setDaemon(true);
        manager.start();
    }
}
