/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import io.baton.lab.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code baton drill}. */
@Command(
        name = "drill",
        description = {
            "Starts a PostgreSQL primary with two streaming standbys on this machine, lets writers and readers work on"
                    + " them through HikariCP and Baton, breaks the primary, and reports what the application noticed.",
            ""
        },
        sortOptions = false,
        showDefaultValues = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing acknowledged is missing or doubled, no write reached a stale node, every writer came back",
            "1:one of these does not hold",
            "2:the drill could not be run"
        })
public final class DrillCommand implements Callable<Integer> {

    /** As shells report a program that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            defaultValue = "kill",
            converter = FaultName.class,
            completionCandidates = FaultNames.class,
            description = "What happens to the primary: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private Fault fault;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long the load runs, 8 to 600.")
    private int seconds;

    @Option(names = "--writers", paramLabel = "N", defaultValue = "8", description = "Threads that write, 1 to 64.")
    private int writers;

    @Option(
            names = "--readers",
            paramLabel = "N",
            defaultValue = "4",
            description = "Threads that read from standbys, 0 to 64.")
    private int readers;

    @Option(
            names = "--async",
            description = "Commits do not wait for a standby: acknowledged writes may be lost with the primary.")
    private boolean async;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description =
                    "Instead of one fault, that many rounds of ten random accidents each: crashes, hangs, switchovers,"
                            + " connections that are cut at any message. After each a checker compares everything that clients were"
                            + " told with what is in the database. A round takes half a minute; of the other options only --writers,"
                            + " --readers and --seed apply.")
    private @Nullable Integer rounds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "With --rounds: the seed of the first round, to repeat one as far as threads allow.")
    private @Nullable Long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the report to this file.")
    private @Nullable Path json;

    @Option(names = "--no-color", description = "No colors, even on a terminal.")
    private boolean noColor;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("UnusedVariable") // picocli looks at the annotation only
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        requireBetween("--seconds", seconds, 8, 600);
        requireBetween("--writers", writers, 1, 64);
        requireBetween("--readers", readers, 0, 64);
        requireBetween("--rounds", rounds == null ? 1 : rounds, 1, 1_000_000);
        requireWritable(json);
        boolean color = !noColor && Ansi.AUTO.enabled();
        DrillSettings settings = new DrillSettings(fault, seconds, writers, readers, !async);
        Screen screen = new Screen(System.out, color);
        Thread interruption = new Thread(() -> interrupted(screen), "drill-interrupted");
        Runtime.getRuntime().addShutdownHook(interruption);
        try {
            if (rounds != null) {
                return playRounds(rounds, screen);
            }
            DrillReport report = run(settings, screen);
            if (json != null) {
                ReportFile.write(report, json);
            }
            return report.exitStatus();
        } catch (Exception e) {
            if (screen.isMuted()) {
                return INTERRUPTED;
            }
            throw e;
        } finally {
            if (!screen.isMuted()) {
                Runtime.getRuntime().removeShutdownHook(interruption);
            }
        }
    }

    /** The lab ends its servers by itself. */
    private static void interrupted(Screen screen) {
        screen.line("interrupted: ending the servers");
        screen.mute();
    }

    /** A class that cannot be loaded is something missing on this machine as well. */
    private static DrillReport run(DrillSettings settings, Screen screen) throws Exception {
        try {
            return new Drill(settings, HikariClient.BATON, screen).run();
        } catch (ExceptionInInitializerError e) {
            throw e.getCause() instanceof LabException lab ? lab : new IllegalStateException(e.getCause());
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException("a library is missing on the class path: " + e.getMessage());
        }
    }

    private int playRounds(int number, Screen screen) throws SQLException {
        long first = seed == null ? System.nanoTime() : seed;
        return new Rounds(number, first, writers, readers, screen).run() == 0 ? 0 : 1;
    }

    private void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw refusal(option + " must be between " + least + " and " + most + ", not " + value);
        }
    }

    private void requireWritable(@Nullable Path file) {
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw refusal("--json names a directory: " + file);
        }
        if (directory == null || !Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw refusal("--json cannot be written: no writable directory " + directory);
        }
    }

    private ParameterException refusal(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Names as users write them, for the help text. */
    static final class FaultNames extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        FaultNames() {
            super(Fault.names());
        }
    }

    /** From the name to the fault. */
    static final class FaultName implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String value) {
            List<Fault> found = Arrays.stream(Fault.values())
                    .filter(fault -> fault.label().equals(value))
                    .toList();
            if (found.isEmpty()) {
                throw new TypeConversionException("'" + value + "' is not one of " + String.join(", ", Fault.names()));
            }
            return found.get(0);
        }
    }
}
