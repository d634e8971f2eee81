/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cleans up when the JVM had no chance to, as after {@code kill -9}: a shell that waits for the pipe from the JVM to
 * break, then ends the servers of the cluster, returns their shared memory (see {@link SharedMemory}) and deletes the
 * cluster's directory. A process that only took over the id of a dead server is told by its command line.
 */
final class Reaper {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r _ && exit 0
            cd /
            directory=$1
            shift
            for lock in "$directory"/*/data/*.pid; do
                read -r pid < "$lock" || continue
                case "$(tr '\\0' ' ' < "/proc/$pid/cmdline")" in
                    *"$directory/"*) kill -9 "$pid" $(cat "/proc/$pid/task/$pid/children") ;;
                esac
                segment=$(sed -n '7s/.* //p' "$lock")
                [ -z "$segment" ] || "$@" ipcrm -m "$segment"
            done
            rm -rf "$directory"
            """;

    private final Process shell;

    private Reaper(Process shell) {
        this.shell = shell;
    }

    static Reaper watch(Path directory, ServerUser user) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "baton-lab-reaper", directory.toString()));
        command.addAll(user.prefix());
        return new Reaper(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The cluster is closed; nothing is left to do. */
    void dismiss() throws IOException {
        try (var pipe = shell.getOutputStream()) {
            pipe.write('\n');
        }
        Processes.await(shell, "the lab's reaper");
    }
}
