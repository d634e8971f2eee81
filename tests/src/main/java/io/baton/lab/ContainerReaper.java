/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import org.testcontainers.DockerClientFactory;

/**
 * Removes this JVM's containers when it had no chance to, as after {@code kill -9}: a shell that waits for the pipe from
 * the JVM to break. {@link Reaper} does the same for processes.
 */
final class ContainerReaper {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            read -r _
            docker ps --all --quiet --filter "label=$1" | xargs -r docker rm --force --volumes
            """;

    private ContainerReaper() {}

    /** From now on, until this JVM has ended. */
    static void watch() {
        if (Holder.SHELL.isAlive()) {
            return;
        }
        throw new LabException("The reaper of the containers has ended");
    }

    private static Process start() {
        String session = DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL + "=" + DockerClientFactory.SESSION_ID;
        try {
            return new ProcessBuilder("sh", "-c", SCRIPT, "baton-lab-container-reaper", session)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new LabException("Cannot start the reaper of the containers", e);
        }
    }

    private static final class Holder {
        /** Held for its pipe. */
        static final Process SHELL = start();
    }
}
