/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench;

import io.baton.bench.calls.CallRun;
import io.baton.bench.race.Race;
import io.baton.bench.race.Racer;
import io.baton.bench.report.Machine;
import io.baton.bench.report.Report;
import io.baton.bench.report.ReportFiles;
import io.baton.bench.server.ServerRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code baton bench} command: measures the parts that are asked for and writes the report after each. */
@Command(
        name = "baton bench",
        description = {
            "Measures what Baton costs and what it is worth, beside HikariCP, pgjdbc and the AWS Advanced JDBC Wrapper:",
            "calls over a driver without a database (calls), transactions on a real server (server), and the failover of"
                    + " a real cluster (race). Parts that are not asked for are kept from an earlier report.",
            ""
        },
        sortOptions = false,
        showDefaultValues = true)
public final class Bench implements Callable<Integer> {

    /** What can be measured. */
    enum Part {
        calls,
        server,
        race
    }

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Only these of ${COMPLETION-CANDIDATES}; default: all.")
    private Set<Part> only = Set.of(Part.values());

    @Option(names = "--quick", description = "Less of everything: figures for a look, not for writing down.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "bench/target",
            description = "Where performance.md and performance.json go, from the top of the working copy.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private Path out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("UnusedVariable") // picocli looks at the annotation only
    private boolean help;

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    /** Measures something. */
    private interface Measurement<T> {
        List<T> take() throws Exception;
    }

    @Override
    public Integer call() throws Exception {
        LogManager.getLogManager().reset(); // Clusters are broken here on purpose.
        Files.createDirectories(out);
        ReportFiles files = new ReportFiles(out);
        Report report = files.read();
        if (only.contains(Part.calls)) {
            report = report.withCalls(
                    part(() -> CallRun.run(quick ? CallRun.Extent.quick() : CallRun.Extent.full(), true)));
            files.write(report);
        }
        if (only.contains(Part.server)) {
            report = report.withServer(part(server()::run));
            files.write(report);
        }
        if (only.contains(Part.race)) {
            report = report.withRace(part(() -> race().run(List.of(Racer.values()))));
            files.write(report);
        }
        System.out.println("written: " + out.resolve("performance.md") + " and .json");
        return 0;
    }

    private ServerRun server() {
        int pairs = quick ? 5 : 21;
        return new ServerRun(List.of(1, 8, 64), pairs, Duration.ofMillis(quick ? 500 : 1_000), System.out::println);
    }

    private Race race() {
        return new Race(quick ? 12 : 16, quick ? 1 : 3, System.out::println);
    }

    private static <T> Report.Part<T> part(Measurement<T> measurement) throws Exception {
        Instant start = Instant.now();
        double loadBefore = Machine.load();
        List<T> results = measurement.take();
        double minutes = Duration.between(start, Instant.now()).toSeconds() / 60.0;
        return new Report.Part<>(start, minutes, loadBefore, Machine.load(), results);
    }
}
