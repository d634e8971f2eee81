/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.report;

import io.baton.bench.calls.CallResult;
import io.baton.bench.calls.Contender;
import io.baton.bench.race.RaceResult;
import io.baton.bench.race.Racer;
import io.baton.bench.server.ServerResult;
import io.baton.console.drill.Outages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report for people. In a file that has text of its own it takes the place between the two marks. */
final class Markdown {

    private static final String BEGIN = "<!-- figures: written by ./baton bench -->\n";
    private static final String END = "<!-- end of figures -->\n";

    private final StringBuilder text = new StringBuilder();
    private final int processors;

    private Markdown(Report report) {
        processors = report.machine().processors();
        machine(report.machine());
        Report.Part<CallResult> calls = report.calls();
        if (calls != null) {
            title("What a call costs", calls);
            for (int vendors :
                    calls.results().stream().map(CallResult::vendors).distinct().toList()) {
                calls(
                        vendors,
                        calls.results().stream()
                                .filter(result -> result.vendors() == vendors)
                                .toList());
            }
        }
        Report.Part<ServerResult> server = report.server();
        if (server != null) {
            title("What it costs on a server", server);
            server(server.results());
        }
        Report.Part<RaceResult> race = report.race();
        if (race != null) {
            title("Failover race", race);
            race(race.results());
        }
    }

    static void write(Report report, Path file) throws IOException {
        String figures = BEGIN + new Markdown(report).text + END;
        String before = Files.exists(file) ? Files.readString(file) : BEGIN + END;
        int begin = before.indexOf(BEGIN);
        int end = before.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " has no place for figures");
        }
        Files.writeString(file, before.substring(0, begin) + figures + before.substring(end + END.length()));
    }

    private void machine(Machine machine) {
        line(
                "%s, %d processors, %d GiB; %s; %s.",
                machine.processor(), machine.processors(), machine.memoryGiB(), machine.system(), machine.java());
        line(
                "%s.",
                machine.versions().entrySet().stream()
                        .map(version -> version.getKey() + " " + version.getValue())
                        .collect(Collectors.joining(", ")));
    }

    private void title(String name, Report.Part<?> part) {
        line("");
        line("## %s", name);
        line("");
        line(
                "Begun %s, took %.0f minutes; load average %.1f when it began, %.1f when it ended.",
                part.startedAt().toString().substring(0, 16).replace('T', ' ') + " UTC",
                part.minutes(),
                part.loadBefore(),
                part.loadAfter());
        if (part.loadBefore() > processors) {
            line("");
            line(
                    "**Others used the machine meanwhile: times are far from what a quiet one shows, counts and bytes hold.**");
        }
        line("");
    }

    private void calls(int vendors, List<CallResult> results) {
        line("### %d %s behind the wrappers", vendors, vendors == 1 ? "driver" : "drivers");
        line("");
        List<Contender> contenders =
                results.stream().map(CallResult::contender).distinct().sorted().toList();
        line("| | %s |", contenders.stream().map(Contender::label).collect(Collectors.joining(" | ")));
        line("|---|%s", "---|".repeat(contenders.size()));
        results.stream().map(CallResult::operation).distinct().sorted().forEach(operation -> {
            List<CallResult> row = results.stream()
                    .filter(result -> result.operation() == operation)
                    .sorted((a, b) -> a.contender().compareTo(b.contender()))
                    .toList();
            line(
                    "| %s, ns | %s |",
                    operation.label(),
                    row.stream()
                            .map(result -> figure(result.cpuNs()) + " ± " + figure(result.cpuErrorNs()))
                            .collect(Collectors.joining(" | ")));
            line(
                    "| B | %s |",
                    row.stream()
                            .map(result -> String.format(Locale.ROOT, "%,.0f", result.bytes()))
                            .collect(Collectors.joining(" | ")));
        });
        budgets(Budget.of(results));
        line("");
    }

    private void budgets(List<Budget> budgets) {
        line("");
        line("| Baton's share over the driver | measured | budget | |");
        line("|---|---|---|---|");
        for (Budget budget : budgets) {
            line(
                    "| %s | %s %s | %s %s | %s |",
                    budget.what(),
                    figure(budget.measured()),
                    budget.unit(),
                    figure(budget.limit()),
                    budget.unit(),
                    budget.isKept() ? "kept" : "**missed**");
        }
    }

    private void server(List<ServerResult> results) {
        line(
                "One server for each vendor, on the same machine. On MySQL and MariaDB the usual setting is with the ledger.");
        line("");
        line(
                "| server | workload | driver | threads | raw: per s, p50, p99 us | Baton: per s, p50, p99 us | throughput, Baton / raw |");
        line("|---|---|---|---|---|---|---|");
        for (ServerResult result : results) {
            line(
                    "| %s | %s | %s | %d | %s | %s | %.3f (%.3f to %.3f) |",
                    result.vendor().label(),
                    result.workload().label(),
                    result.setting().label(),
                    result.threads(),
                    figures(result.raw()),
                    figures(result.baton()),
                    result.ratio().median(),
                    result.ratio().lowerQuartile(),
                    result.ratio().upperQuartile());
        }
    }

    private static String figures(ServerResult.Figures figures) {
        return String.format(Locale.ROOT, "%,.0f, %,.0f, %,.0f", figures.perSecond(), figures.p50Us(), figures.p99Us());
    }

    private void race(List<RaceResult> results) {
        for (Racer racer : Racer.values()) {
            line("- %s: %s", racer.label(), racer.settings());
        }
        for (String fault : results.stream().map(RaceResult::fault).distinct().toList()) {
            line("");
            line("### %s", fault);
            line("");
            line(
                    "| driver | runs passed | back after the new primary accepts writes: median, worst ms"
                            + " | errors seen | transactions lost | missing | doubled | stale writes | connects, most in a second, refused |");
            line("|---|---|---|---|---|---|---|---|---|");
            results.stream().filter(result -> result.fault().equals(fault)).forEach(this::race);
        }
    }

    private void race(RaceResult result) {
        line(
                "| %s | %d of %d%s | %s | %s | %d | %d | %d | %s | %d, %d, %d |",
                result.racer().label(),
                result.passed(),
                result.runs(),
                result.problems().isEmpty() ? "" : ": " + String.join("; ", result.problems()),
                outage(result),
                errors(result.errorsBySqlState()),
                result.transactionsLost(),
                result.missing(),
                result.duplicates(),
                result.staleWrites() == null ? "-" : result.staleWrites(),
                result.connects(),
                result.peakConnectsPerSecond(),
                result.refusedConnects());
    }

    private static String outage(RaceResult result) {
        Outages.@Nullable Spread spread = result.outageAfterAcceptsWrites();
        String back = spread == null ? "" : figure(spread.medianMs()) + ", " + figure(spread.worstMs());
        return result.neverBack() == 0 ? back : back + " (" + result.neverBack() + " writers never)";
    }

    private static String errors(Map<String, Long> errors) {
        return errors.isEmpty()
                ? "none"
                : errors.entrySet().stream()
                        .map(error -> error.getKey() + " x " + error.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** As many digits as the figure is good for. */
    private static String figure(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private void line(String format, Object... arguments) {
        text.append(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments))
                .append('\n');
    }
}
