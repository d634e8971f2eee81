/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import io.baton.lab.Promotion;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Fault} is played on: it does to the cluster what an accident and then a cluster manager would do. */
final class Stage {

    /** How long after the fault the cluster manager decides to promote. */
    private static final Duration DECISION = Duration.ofSeconds(1);

    /** So that the line of a full second is printed before what happens then. */
    private static final Duration BESIDE_TICKS = Duration.ofMillis(50);

    private final PostgresCluster cluster;
    private final PostgresNode first;
    private final DrillClock clock;
    private final Timeline timeline;
    private final Moments moments;
    private final AcceptWatch watch;
    private final long end;
    private @Nullable PostgresNode successor;
    private @Nullable List<StaleRow> staleRows;
    private @Nullable SQLException staleRefusal;

    Stage(
            PostgresCluster cluster,
            DrillSettings settings,
            DrillClock clock,
            Timeline timeline,
            Moments moments,
            AcceptWatch watch) {
        this.cluster = cluster;
        this.first = cluster.primary();
        this.clock = clock;
        this.timeline = timeline;
        this.moments = moments;
        this.watch = watch;
        this.end = Duration.ofSeconds(settings.seconds()).toNanos();
    }

    /** Waits for a share of the run, from 0 to 1, unless that has passed. */
    void await(double share) {
        clock.pauseUntil((long) (end * share) + BESIDE_TICKS.toNanos());
    }

    void kill() {
        strike("SIGKILL to all processes of ", first::kill);
    }

    void freeze() {
        strike("SIGSTOP to all processes of ", first::freeze);
    }

    void stop() {
        strike("fast shutdown of ", first::stopFast);
    }

    private void strike(String what, Runnable fault) {
        timeline.event("lab", what + first.name() + ", the primary");
        moments.fault(clock.now());
        fault.run();
        moments.faultLanded(clock.now());
    }

    /** The standby that has most; the other one follows it, so that a commit finds a standby as soon as it is promoted. */
    void chooseSuccessor() {
        PostgresNode chosen = cluster.mostAdvancedStandby();
        for (PostgresNode other : cluster.standbys()) {
            if (other != chosen) {
                cluster.follow(other, chosen);
                timeline.event("lab", other.name() + " follows " + chosen.name() + ", which is to take over");
            }
        }
        successor = chosen;
    }

    void awaitDecision() {
        clock.pauseUntil(moments.snapshot().fault() + DECISION.toNanos());
    }

    void promote() {
        PostgresNode chosen = successor;
        if (chosen == null) {
            throw new IllegalStateException("no successor was chosen");
        }
        watch.watch(chosen);
        moments.promotionOrdered(clock.now());
        timeline.event("lab", chosen.name() + " is ordered to become the primary");
        Promotion promotion = cluster.promote(chosen);
        timeline.event("lab", chosen.name() + " is out of recovery: primary on timeline " + promotion.timeline());
    }

    void thaw() {
        first.thaw();
        timeline.event("lab", "SIGCONT to " + first.name() + ": it still believes to be the primary");
        armStale();
    }

    void startStale() {
        first.start();
        timeline.event("lab", first.name() + " is started as it was: a second primary, of the old timeline");
        armStale();
    }

    /** Without a standby a synchronous commit would hang there, and a write that went astray would not show. */
    private void armStale() {
        try (Connection connection = first.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronous_standby_names = ''");
            statement.execute("SELECT pg_reload_conf()");
            insertOnStale();
            timeline.event("lab", first.name() + " would take writes: one of the drill's own was committed there");
        } catch (SQLException e) {
            staleRefusal = e;
            timeline.event("lab", first.name() + " does not take writes: " + e.getMessage());
        }
    }

    /** As an application would that was not careful. */
    private void insertOnStale() throws SQLException {
        try (Connection connection = DriverManager.getConnection(first.jdbcUrl() + "&socketTimeout=5");
                Statement insert = connection.createStatement()) {
            insert.executeUpdate(Schema.INSERT_PROBE);
        }
    }

    /** Before its data is thrown away: did anything arrive there that should not? */
    void examineStale() {
        try {
            staleRows = Schema.readStale(first, clock);
        } catch (SQLException e) {
            staleRefusal = e;
        }
    }

    void rejoin() {
        timeline.event("lab", first.name() + " is set up anew");
        cluster.rejoin(first);
        timeline.event(
                "lab",
                first.name() + " is back as a standby of " + cluster.primary().name());
    }

    /** The rows of the superseded primary while it was up beside the new one; null when there was none. */
    @Nullable
    List<StaleRow> staleRows() {
        return staleRows;
    }

    /** Why the test with the superseded primary proves nothing; null when it does. */
    @Nullable
    String staleProblem() {
        return staleRefusal == null ? null : "the stale primary could not be examined: " + staleRefusal.getMessage();
    }
}
