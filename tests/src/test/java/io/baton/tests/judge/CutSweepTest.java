/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Hit;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import io.baton.lab.wire.Wires;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Cuts the application's connection at every message of what it does, in both directions, while the primary lives on. */
class CutSweepTest {

    /** How long a session that lost its client keeps its locks, before the server notices as well. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    @Test
    void should_tell_the_truth_wherever_the_connection_is_cut() throws Exception {
        Tally tally = new Tally("connection cut, the primary alive");
        sweep(tally, (direction, lane) -> n -> new Cut(direction, n, Point.BEFORE, Manner.CLOSE));
        sweep(tally, (direction, lane) -> n -> new Cut(direction, n, Point.INSIDE, Manner.RESET));
        conclude(tally, 1_050);
    }

    @Test
    void should_tell_the_truth_wherever_the_server_ends_the_session() throws Exception {
        Tally tally = new Tally("backend terminated");
        sweep(tally, (direction, lane) -> n -> new Cut(direction, n, Point.BEFORE, Manner.PASS, lane::terminate));
        conclude(tally, 450);
    }

    @Test
    void should_tell_the_truth_when_the_servers_session_lives_on_for_a_while() throws Exception {
        Tally tally = new Tally("client cut off, its session lives on");
        sweep(
                tally,
                List.of(Direction.TO_SERVER),
                (direction, lane) -> n ->
                        new Cut(direction, n, Point.AFTER, Manner.ORPHAN, hit -> LATER.execute(lane.wires::release)));
        conclude(tally, 200);
    }

    /** Which cut is made at the n-th message. */
    @FunctionalInterface
    private interface Cuts {
        IntFunction<Cut> on(Direction direction, Lane lane);
    }

    private static void sweep(Tally tally, Cuts cuts) throws Exception {
        sweep(tally, List.of(Direction.values()), cuts);
    }

    private static void sweep(Tally tally, List<Direction> directions, Cuts cuts) throws Exception {
        Lanes.share(Work.on(Schema.POSTGRES), works -> {
            try (Lane lane = new Lane()) {
                for (Direction direction : directions) {
                    lane.sweep(tally, works, cuts.on(direction, lane));
                }
            }
        });
    }

    private static void conclude(Tally tally, int cuts) {
        System.out.println(tally.report());
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.undecided())
                .as("commits that the primary could be asked about")
                .isZero();
        assertThat(tally.cuts()).as("the sweep reached every message").isGreaterThan(cuts);
    }

    /** A server of its own. */
    private static final class Lane implements AutoCloseable {

        private final PostgresCluster cluster = PostgresCluster.start(ClusterShape.single());
        private final Wires wires = Wires.before(cluster, "baton-monitor");

        Lane() throws SQLException {
            Truth.createSchema(cluster.primary());
        }

        void sweep(Tally tally, List<Work> works, IntFunction<Cut> cuts) throws SQLException {
            String url =
                    "jdbc:baton:postgresql://" + wires.hosts() + "/app?user=app&password=app&" + Wires.URL_PARAMETER;
            try (Court court = new Court(url, wires, tally, Truth.on(cluster.primary()))) {
                for (Work work : works) {
                    int n = 1;
                    while (court.cut(work, cuts.apply(n), hit -> court.truth().awaitEnd(hit.backend()))) {
                        n++;
                    }
                }
            }
        }

        void terminate(Hit hit) {
            try {
                cluster.primary().executeAsAdmin("SELECT pg_terminate_backend(" + hit.backend() + ")");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            wires.close();
            cluster.close();
        }
    }
}
