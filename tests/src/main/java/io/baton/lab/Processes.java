/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks at and signals processes of the operating system, always by their process id. */
public final class Processes {

    private static final char GONE = 'X';

    private Processes() {}

    /**
     * Sends a signal, such as {@code STOP}, to processes that the caller started. Those that are gone are passed over.
     * The shell does it because {@code kill} as a program is missing in small containers.
     */
    static void signal(String signal, Collection<? extends ProcessHandle> processes) {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "for pid in \"$@\"; do kill -s \"$0\" \"$pid\" 2>/dev/null; done; :", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        run(command);
    }

    /** Waits until each of the processes is stopped by {@code SIGSTOP} or gone. */
    static void awaitStopped(String what, Collection<? extends ProcessHandle> processes) {
        Await.until(
                what,
                Await.LIMIT,
                () -> processes.stream().map(Processes::state).allMatch(state -> state == 'T' || gone(state)),
                () -> "States: " + processes.stream().map(Processes::state).toList());
    }

    /** Waits until none of the processes runs any more. */
    static void awaitGone(String what, Collection<? extends ProcessHandle> processes) {
        Await.until(
                what,
                Await.LIMIT,
                () -> processes.stream().map(Processes::state).allMatch(Processes::gone),
                () -> "States: " + processes.stream().map(Processes::state).toList());
    }

    static boolean gone(ProcessHandle process) {
        return gone(state(process));
    }

    /**
     * A zombie counts as gone: it has no memory, no sockets and no files, and where process 1 of a container does not
     * collect orphans it stays for ever. {@link ProcessHandle#isAlive()} would call it alive.
     */
    private static boolean gone(char state) {
        return state == 'Z' || state == GONE;
    }

    /** The state letter of proc(5): R, S, D run, T is stopped, Z is a zombie. */
    private static char state(ProcessHandle process) {
        if (!process.isAlive()) {
            return GONE;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The second field is the program name in parentheses and may itself contain a parenthesis.
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException endedMeanwhile) {
            return GONE;
        }
    }

    /** Runs a short command to its end and returns its exit code; its output is dropped. */
    static int run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return await(process, String.join(" ", command));
        } catch (IOException e) {
            throw new LabException("Cannot run " + command, e);
        }
    }

    /** Waits for a command and returns its exit code. */
    public static int await(Process process, String what) {
        try {
            if (process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new LabException("Did not end in " + Await.LIMIT.toSeconds() + " s, or was interrupted: " + what);
    }
}
