/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A directory for the servers of one cluster, and the promise that neither they nor their files are left behind. */
public final class ServerRoom implements AutoCloseable {

    private static final Path MEMORY = Path.of("/dev/shm");
    /** A trio under heavy load keeps about 2 GB of log. */
    private static final long ENOUGH_MEMORY = 4L << 30;

    private final Path directory;
    private final Reaper reaper;
    private final List<Tenant> tenants = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(this::close, "baton-lab-shutdown");
    private final AtomicBoolean closed = new AtomicBoolean();

    private ServerRoom(Path directory, Reaper reaper) {
        this.directory = directory;
        this.reaper = reaper;
    }

    /** A server that has files here. */
    @FunctionalInterface
    public interface Tenant {

        /** Ends it, running, frozen or not. */
        void leave() throws IOException;
    }

    /** An empty room for servers that run as this user. */
    public static ServerRoom open(ServerUser user) {
        try {
            Path directory = Files.createTempDirectory(parent(), "baton-lab-");
            // Root's servers run as somebody else, who must be able to pass through.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            ServerRoom room = new ServerRoom(directory, Reaper.watch(directory, user));
            Runtime.getRuntime().addShutdownHook(room.hook);
            return room;
        } catch (IOException e) {
            throw new LabException("Cannot make room for the servers", e);
        }
    }

    /**
     * Memory if there is plenty of it, else the usual place for temporary files. A cluster is thousands of small files,
     * which some disks take seconds to make.
     */
    private static Path parent() throws IOException {
        if (Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ENOUGH_MEMORY) {
            return MEMORY;
        }
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    public Path directory() {
        return directory;
    }

    /** From now on this server ends with the room. */
    public void add(Tenant tenant) {
        tenants.add(tenant);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            for (Tenant tenant : tenants) {
                tenant.leave();
            }
            Trees.delete(directory);
            reaper.dismiss();
        } catch (IOException e) {
            throw new LabException("Cannot delete " + directory, e);
        } finally {
            forgetHook();
        }
    }

    private void forgetHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException theHookItself) {
            // The JVM is ending, and this runs in the hook.
        }
    }
}
