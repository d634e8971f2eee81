/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The part of a drill in which the load runs and the fault is played. */
final class DrillRun {

    /** Longer than Baton lets a call wait for a node: whoever is not done by then hangs. */
    private static final Duration LAST_CALL = Duration.ofSeconds(35);

    /** However long the fault took, the load goes on afterwards. */
    private static final Duration CALM_END = Duration.ofSeconds(1);

    private final DrillSettings settings;
    private final DrillClock clock;
    private final Timeline timeline;
    private final Stage stage;
    private final Load load;
    private final LogListener log;
    private final Moments moments;

    DrillRun(
            DrillSettings settings,
            DrillClock clock,
            Timeline timeline,
            Stage stage,
            Load load,
            LogListener log,
            Moments moments) {
        this.settings = settings;
        this.clock = clock;
        this.timeline = timeline;
        this.stage = stage;
        this.load = load;
        this.log = log;
        this.moments = moments;
    }

    Measured run(Client.Opened client) throws InterruptedException {
        Meter meter = new Meter(load.ledger(), clock, timeline);
        timeline.event("clients", settings.writers() + " writers and " + settings.readers() + " readers start");
        load.start();
        meter.start();
        settings.fault().play(stage);
        clock.pauseUntil(clock.now() + CALM_END.toNanos());
        stage.await(1);
        timeline.event("clients", "writers and readers are asked to stop");
        List<String> stuck = load.stop(LAST_CALL);
        List<Long> writes = meter.stop();
        Ledger.Account account = load.ledger().account();
        List<String> problems = new ArrayList<>(account.deaths());
        if (!stuck.isEmpty()) {
            problems.add("did not stop within " + LAST_CALL.toSeconds() + " s: " + String.join(", ", stuck));
        }
        String stale = stage.staleProblem();
        if (stale != null) {
            problems.add(stale);
        }
        Measured.PoolFigures figures = new Measured.PoolFigures(log.opened(), log.evicted(), client.connections());
        return new Measured(moments.snapshot(), account, writes, figures, stage.staleRows(), problems);
    }
}
