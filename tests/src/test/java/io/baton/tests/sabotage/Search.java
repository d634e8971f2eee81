/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.sabotage;

import io.baton.tests.fuzz.HuntMain;
import io.baton.tests.histories.CourtMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One search for something false, in a process of its own.
 *
 * @param output what it printed
 */
record Search(Path output, String text) {

    private static final Pattern PROGRAM = Pattern.compile("CONVICTED by seed (\\d+) after (\\d+) s, (.+)");
    private static final Pattern PROGRAMS = Pattern.compile("programs: (\\d+),");
    private static final Pattern HISTORY = Pattern.compile("CONVICTED by a history after (\\d+) s");
    private static final int STARTING_SECONDS = 60;

    /** Runs it to its end. */
    static Search of(
            Sabotage sabotage, String database, String classPath, List<String> options, int seconds, Path output)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // It is over before more would pay.
                "-XX:+UseSerialGC",
                "-Dbaton.fuzz.faults=" + Integer.getInteger("baton.fuzz.faults", 4),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Dbaton.fuzz.lanes=" + Integer.getInteger("baton.fuzz.lanes", 4),
                "-Dbaton.fuzz.findings=1",
                "-Dbaton.histories.convictions=1",
                "-Dbaton.fuzz.seconds=" + seconds,
                "-Dbaton.histories.seconds=" + seconds));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                classPath,
                sabotage.byHistories() ? CourtMain.class.getName() : HuntMain.class.getName(),
                database));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(2L * seconds + STARTING_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Search(output, Files.readString(output));
    }

    /** After how many seconds something was found; empty if nothing was. */
    OptionalLong seconds() {
        Matcher program = PROGRAM.matcher(text);
        Matcher history = HISTORY.matcher(text);
        if (program.find()) {
            return OptionalLong.of(Long.parseLong(program.group(2)));
        }
        return history.find() ? OptionalLong.of(Long.parseLong(history.group(1))) : OptionalLong.empty();
    }

    /** In how many programs, with how many faults. */
    String effort() {
        Matcher program = PROGRAM.matcher(text);
        if (program.find()) {
            return program.group(3);
        }
        Matcher programs = PROGRAMS.matcher(text);
        return programs.find() ? programs.group(1) + " programs" : "";
    }

    /** Whether it came to its end. */
    boolean hasEnded() {
        return text.contains("\nseconds: ");
    }

    /** Of the program by which it was found. */
    Optional<String> seed() {
        Matcher program = PROGRAM.matcher(text);
        return program.find() ? Optional.of(program.group(1)) : Optional.empty();
    }
}
