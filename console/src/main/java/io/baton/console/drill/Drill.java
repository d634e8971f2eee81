/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A drill from the first server to the last: what is needed for it, and that nothing of it is left behind. */
final class Drill {

    private static final Duration STANDBYS_CATCH_UP = Duration.ofSeconds(30);

    private final DrillSettings settings;
    private final Screen screen;

    Drill(DrillSettings settings, Screen screen) {
        this.settings = settings;
        this.screen = screen;
    }

    DrillReport run() throws SQLException, InterruptedException {
        screen.line(
                Screen.Tone.TITLE,
                "baton drill: " + settings.fault().label() + " ("
                        + settings.fault().summary() + ")");
        screen.line("starting three PostgreSQL servers");
        LogListener.silence();
        try (PostgresCluster cluster = PostgresCluster.start(settings.shape())) {
            Schema.create(cluster.primary(), settings.writers());
            for (PostgresNode standby : cluster.standbys()) {
                awaitSchema(standby);
            }
            return runOn(cluster);
        }
    }

    private void awaitSchema(PostgresNode standby) throws SQLException {
        long limit = System.nanoTime() + STANDBYS_CATCH_UP.toNanos();
        while (!Schema.isOn(standby, settings.writers())) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(standby + " does not replicate");
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private DrillReport runOn(PostgresCluster cluster) throws SQLException, InterruptedException {
        String server = Schema.serverVersion(cluster.primary());
        String url = "jdbc:baton:postgresql://" + cluster.hosts() + "/app";
        describe(cluster, server);
        DrillClock clock = new DrillClock();
        Moments moments = new Moments();
        Timeline timeline = new Timeline(clock, screen, cluster);
        LogListener log = new LogListener(cluster.primary(), clock, timeline, moments);
        log.listen();
        DrillReport report;
        try (AcceptWatch watch = new AcceptWatch(clock, moments, timeline);
                HikariDataSource pool = openPool(url, settings.threads())) {
            for (PostgresNode standby : cluster.standbys()) {
                watch.prepare(standby);
            }
            Stage stage = new Stage(cluster, settings, clock, timeline, moments, watch);
            Load load = new Load(settings, pool, clock, timeline, moments);
            Measured measured = new DrillRun(settings, clock, timeline, stage, load, log, moments).run(pool);
            Found found = Schema.read(cluster.primary());
            report = DrillReport.of(settings, server, url, clock.start(), measured, found, timeline.events());
        } finally {
            log.stop();
        }
        new ReportPrinter(screen).print(report);
        return report;
    }

    private void describe(PostgresCluster cluster, String server) {
        List<PostgresNode> nodes = cluster.nodes();
        screen.line(nodes.stream()
                .map(node -> node.name() + " " + node.host() + ":" + node.port()
                        + (node == cluster.primary() ? " primary" : " standby"))
                .collect(Collectors.joining(", ", "PostgreSQL " + server + ": ", "")));
        screen.line(
                settings.synchronousCommit()
                        ? "a commit waits for one of the standbys, so that nothing acknowledged may be lost"
                        : "commits do not wait for a standby, so that the last ones may be lost with the primary");
        screen.line(settings.writers() + " writers and " + settings.readers() + " readers through one HikariCP on"
                + " jdbc:baton:postgresql://"
                + nodes.stream().map(PostgresNode::name).collect(Collectors.joining(",")) + "/app");
        screen.line("");
        screen.line(Screen.Tone.TITLE, " seconds  who     what");
    }

    /** As in most applications: nothing is set but where to, as whom, and how many. */
    static HikariDataSource openPool(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("app");
        config.setPassword("app");
        config.setMaximumPoolSize(size);
        return new HikariDataSource(config);
    }
}
