/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.race;

import io.baton.console.drill.DrillReport;
import io.baton.console.drill.Outages;
import io.baton.console.drill.WriterOutage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one driver in the runs with one fault.
 *
 * @param passed runs without a problem
 * @param problems what went wrong, in words, each once
 * @param outageAfterAcceptsWrites of each writer of all runs: from when the new primary accepted writes to its next write that
 *     is there in the end; null when none had any
 * @param outage the same, from the fault
 * @param neverBack writers of all runs that had none
 * @param errorsBySqlState exceptions that writers got, in all runs
 * @param transactionsLost tries that had begun and did not take effect, in all runs
 * @param missing acknowledged rows that are not in the database, in all runs
 * @param duplicates rows beyond the first, in all runs
 * @param staleWrites writes that reached the superseded primary after the new one accepted writes; null when the fault leaves
 *     no such node
 * @param connects that the servers accepted from the fault on, in all runs: of pools and of probes
 * @param peakConnectsPerSecond of these, in any second of any run
 * @param refusedConnects those that nobody was there for, in all runs
 */
public record RaceResult(
        Racer racer,
        String fault,
        int runs,
        int passed,
        List<String> problems,
        Outages.@Nullable Spread outageAfterAcceptsWrites,
        Outages.@Nullable Spread outage,
        long neverBack,
        Map<String, Long> errorsBySqlState,
        long transactionsLost,
        long missing,
        long duplicates,
        @Nullable Long staleWrites,
        long connects,
        int peakConnectsPerSecond,
        long refusedConnects) {

    /** One run. */
    record Run(DrillReport report, List<CountedSockets.Connect> connects) {

        static Run of(DrillReport report) {
            Double fault = report.moments().faultMs();
            Duration until = Duration.ofMillis(fault == null ? 0 : fault.longValue());
            return new Run(report, CountedSockets.since(report.startedAt().plus(until)));
        }

        List<CountedSockets.Connect> accepted() {
            return connects.stream().filter(CountedSockets.Connect::accepted).toList();
        }
    }

    static RaceResult of(Racer racer, String fault, List<Run> runs) {
        List<DrillReport> reports = runs.stream().map(Run::report).toList();
        List<WriterOutage> writers =
                reports.stream().flatMap(report -> report.writers().stream()).toList();
        Map<String, Long> errors = new TreeMap<>();
        reports.forEach(report -> report.clients()
                .writeErrorsBySqlState()
                .forEach((state, count) -> errors.merge(state, count, Long::sum)));
        return new RaceResult(
                racer,
                fault,
                runs.size(),
                (int) reports.stream().filter(DrillReport::passed).count(),
                reports.stream()
                        .flatMap(report -> report.problems().stream())
                        .distinct()
                        .toList(),
                Outages.spread(writers, WriterOutage::afterAcceptsWritesMs),
                Outages.spread(writers, WriterOutage::outageMs),
                writers.stream().filter(writer -> writer.outageMs() == null).count(),
                errors,
                reports.stream()
                        .mapToLong(report -> report.clients().transactionsLost())
                        .sum(),
                reports.stream()
                        .mapToLong(report -> report.integrity().missing())
                        .sum(),
                reports.stream()
                        .mapToLong(report -> report.integrity().duplicates())
                        .sum(),
                staleWrites(reports),
                runs.stream().mapToLong(run -> run.accepted().size()).sum(),
                runs.stream()
                        .mapToInt(run -> CountedSockets.peakPerSecond(run.accepted()))
                        .max()
                        .orElse(0),
                runs.stream()
                        .mapToLong(run -> run.connects().size() - run.accepted().size())
                        .sum());
    }

    private static @Nullable Long staleWrites(List<DrillReport> reports) {
        long sum = 0;
        for (DrillReport report : reports) {
            Long stale = report.integrity().staleWrites();
            if (stale == null) {
                return null;
            }
            sum += stale;
        }
        return sum;
    }
}
