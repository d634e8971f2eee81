/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.race;

import io.baton.console.drill.Drill;
import io.baton.console.drill.DrillSettings;
import io.baton.console.drill.Fault;
import io.baton.console.drill.Screen;
import java.io.OutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs the drill with each driver in turn, each time on a fresh cluster of the same shape. */
public final class Race {

    private static final int WRITERS = 8;

    /** What happens to the primary. */
    public static final List<Fault> FAULTS = List.of(Fault.KILL, Fault.FREEZE, Fault.STOP);

    private final int seconds;
    private final int runs;
    private final Consumer<String> progress;

    /**
     * A race.
     *
     * @param seconds how long the load of a run lasts
     * @param runs for each driver and fault
     */
    public Race(int seconds, int runs, Consumer<String> progress) {
        this.seconds = seconds;
        this.runs = runs;
        this.progress = progress;
    }

    /** By turns, so that what else this machine does hits all drivers alike. */
    public List<RaceResult> run(List<Racer> racers) throws SQLException, InterruptedException {
        List<RaceResult> results = new ArrayList<>();
        for (Fault fault : FAULTS) {
            List<List<RaceResult.Run>> of = racers.stream()
                    .<List<RaceResult.Run>>map(racer -> new ArrayList<>())
                    .toList();
            for (int run = 1; run <= runs; run++) {
                for (int i = 0; i < racers.size(); i++) {
                    progress.accept(
                            "race: " + fault.label() + ", " + racers.get(i).label() + ", run " + run + " of " + runs);
                    of.get(i).add(once(fault, racers.get(i)));
                }
            }
            for (int i = 0; i < racers.size(); i++) {
                results.add(RaceResult.of(racers.get(i), fault.label(), of.get(i)));
            }
        }
        return results;
    }

    private RaceResult.Run once(Fault fault, Racer racer) throws SQLException, InterruptedException {
        CountedSockets.forget();
        DrillSettings settings = new DrillSettings(fault, seconds, WRITERS, 0, true);
        Screen nowhere = new Screen(new PrintStream(OutputStream.nullOutputStream()), false);
        RaceResult.Run run = RaceResult.Run.of(new Drill(settings, racer.client(), nowhere).run());
        progress.accept("race:   " + summary(run));
        return run;
    }

    private static String summary(RaceResult.Run run) {
        return (run.report().passed()
                        ? "passed"
                        : String.join("; ", run.report().problems()))
                + ", outage " + run.report().durations().acceptsWritesToNextWrite()
                + ", errors " + run.report().clients().writeErrorsBySqlState();
    }
}
