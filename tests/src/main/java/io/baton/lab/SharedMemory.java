/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The few bytes of System V shared memory that a killed server leaves behind in the kernel.
 *
 * <p>A server that starts again in the same directory removes them itself; for a directory that is thrown away the lab
 * has to, or after some thousand kills no server starts on this machine any more.
 */
final class SharedMemory {

    private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");

    private SharedMemory() {}

    /** Removes what the dead server that wrote this {@code postmaster.pid} left behind. Does its best, never fails. */
    static void release(Path lockFile, ServerUser user) {
        try {
            List<String> lines = Files.readAllLines(lockFile);
            String creator = lines.get(0).trim();
            String segment = lines.get(6).trim().split("\\s+", 2)[1];
            if (isOrphan(segment, creator)) {
                // As its owner: root of a container may not remove what belongs to somebody else.
                Processes.run(user.command(List.of("ipcrm", "-m", segment)));
            }
        } catch (IOException | IndexOutOfBoundsException | LabException nothingToDo) {
            // No lock file: the server went in order. No ipcrm: the bytes stay until the machine restarts.
        }
    }

    /** Whether the segment is still the one which that process made, and nobody uses it. */
    private static boolean isOrphan(String segment, String creator) throws IOException {
        for (String line : Files.readAllLines(SEGMENTS)) {
            // key shmid perms size cpid lpid nattch ...
            String[] columns = line.trim().split("\\s+", -1);
            if (columns[1].equals(segment)) {
                return columns[4].equals(creator) && columns[6].equals("0");
            }
        }
        return false;
    }
}
