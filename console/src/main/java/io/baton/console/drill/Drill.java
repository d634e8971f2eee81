/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A drill from the first server to the last: what is needed for it, and that nothing of it is left behind. */
public final class Drill {

    private static final Duration STANDBYS_CATCH_UP = Duration.ofSeconds(30);

    private final DrillSettings settings;
    private final Client client;
    private final Screen screen;

    public Drill(DrillSettings settings, Client client, Screen screen) {
        this.settings = settings;
        this.client = client;
        this.screen = screen;
    }

    /** Runs it to its end and prints what happens. */
    public DrillReport run() throws SQLException, InterruptedException {
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
        describe(cluster, server);
        DrillClock clock = new DrillClock();
        Moments moments = new Moments();
        Timeline timeline = new Timeline(clock, screen, cluster);
        LogListener log = new LogListener(cluster.primary(), clock, timeline, moments);
        log.listen();
        DrillReport report;
        try (AcceptWatch watch = new AcceptWatch(clock, moments, timeline);
                Client.Opened opened = client.open(cluster.hosts(), settings.threads())) {
            for (PostgresNode standby : cluster.standbys()) {
                watch.prepare(standby);
            }
            Stage stage = new Stage(cluster, settings, clock, timeline, moments, watch);
            Load load = new Load(settings, opened.dataSource(), clock, timeline, moments);
            Measured measured = new DrillRun(settings, clock, timeline, stage, load, log, moments).run(opened);
            Found found = Schema.read(cluster.primary());
            String through = client.describe(cluster.hosts());
            report = DrillReport.of(settings, server, through, clock.start(), measured, found, timeline.events());
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
        String names = nodes.stream().map(PostgresNode::name).collect(Collectors.joining(","));
        screen.line(settings.writers() + " writers and " + settings.readers() + " readers through "
                + client.describe(names));
        screen.line("");
        screen.line(Screen.Tone.TITLE, " seconds  who     what");
    }
}
