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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cuts the application's connection at every message of what it does, in both directions, while the primary lives on. */
class CutSweepTest {

    /** How long a session that lost its client keeps its locks, before the server notices as well. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private PostgresCluster cluster;
    private Wires wires;

    @BeforeEach
    void startServer() throws SQLException {
        cluster = PostgresCluster.start(ClusterShape.single());
        wires = Wires.before(cluster, "baton-monitor");
        Truth.createSchema(cluster.primary());
    }

    @AfterEach
    void stopServer() {
        wires.close();
        cluster.close();
    }

    @Test
    void should_tell_the_truth_wherever_the_connection_is_cut() throws SQLException {
        Tally tally = new Tally("connection cut, the primary alive");
        for (Direction direction : Direction.values()) {
            sweep(tally, n -> new Cut(direction, n, Point.BEFORE, Manner.CLOSE));
            sweep(tally, n -> new Cut(direction, n, Point.INSIDE, Manner.RESET));
        }
        conclude(tally, 1_050);
    }

    @Test
    void should_tell_the_truth_wherever_the_server_ends_the_session() throws SQLException {
        Tally tally = new Tally("backend terminated");
        Consumer<Hit> terminate = this::terminate;
        for (Direction direction : Direction.values()) {
            sweep(tally, n -> new Cut(direction, n, Point.BEFORE, Manner.PASS, terminate));
        }
        conclude(tally, 450);
    }

    @Test
    void should_tell_the_truth_when_the_servers_session_lives_on_for_a_while() throws SQLException {
        Tally tally = new Tally("client cut off, its session lives on");
        Consumer<Hit> releaseLater = hit -> LATER.execute(wires::release);
        sweep(tally, n -> new Cut(Direction.TO_SERVER, n, Point.AFTER, Manner.ORPHAN, releaseLater));
        conclude(tally, 200);
    }

    private void terminate(Hit hit) {
        try {
            cluster.primary().executeAsAdmin("SELECT pg_terminate_backend(" + hit.backend() + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sweep(Tally tally, IntFunction<Cut> cuts) throws SQLException {
        String url = "jdbc:baton:postgresql://" + wires.hosts() + "/app?user=app&password=app&" + Wires.URL_PARAMETER;
        try (Court court = new Court(url, wires, tally, Truth.on(cluster.primary()))) {
            for (Work work : Work.on(Schema.POSTGRES)) {
                int n = 1;
                while (court.cut(work, cuts.apply(n), hit -> court.truth().awaitEnd(hit.backend()))) {
                    n++;
                }
            }
        }
    }

    private static void conclude(Tally tally, int cuts) {
        System.out.println(tally.report());
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.undecided())
                .as("commits that the primary could be asked about")
                .isZero();
        assertThat(tally.cuts()).as("the sweep reached every message").isGreaterThan(cuts);
    }
}
