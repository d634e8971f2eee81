/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The place where the servers of one cluster live, and the promise that nothing of it is left behind. */
final class Site implements AutoCloseable {

    private static final Path MEMORY = Path.of("/dev/shm");
    /** A trio under heavy load keeps about 2 GB of log. */
    private static final long ENOUGH_MEMORY = 4L << 30;

    private final Path directory;
    private final List<PostgresNode> nodes;
    private final Reaper reaper;
    private final Thread hook = new Thread(this::close, "baton-lab-shutdown");
    private final AtomicBoolean closed = new AtomicBoolean();

    private Site(Path directory, List<PostgresNode> nodes, Reaper reaper) {
        this.directory = directory;
        this.nodes = nodes;
        this.reaper = reaper;
    }

    /** Makes room for this many servers, none of which runs yet. */
    static Site create(int size) {
        PostgresBinaries binaries = PostgresBinaries.get();
        try {
            Path directory = Files.createTempDirectory(parent(), "baton-lab-");
            // Root's servers run as somebody else, who must be able to pass through.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            Reaper reaper = Reaper.watch(directory, binaries.user());
            List<PostgresNode> nodes = new ArrayList<>();
            for (int i = 1; i <= size; i++) {
                String name = "n" + i;
                int port = Ports.free();
                nodes.add(new PostgresNode(name, port, new Server(name, port, directory.resolve(name), binaries)));
            }
            Site site = new Site(directory, List.copyOf(nodes), reaper);
            Runtime.getRuntime().addShutdownHook(site.hook);
            return site;
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

    List<PostgresNode> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            for (PostgresNode node : nodes) {
                node.server().discard();
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
