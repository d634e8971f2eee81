/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one server: its files, its log, and the processes while it runs. */
final class Server {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int LOG_TAIL_LINES = 40;

    private final String name;
    private final int port;
    private final PostgresBinaries binaries;
    private final Path directory;
    private final Path log;
    private final DataDirectory data;
    private volatile @Nullable ServerProcess process;
    private volatile boolean frozen;

    /** A server that has a place for its files but no data yet. */
    Server(String name, int port, Path directory, PostgresBinaries binaries) throws IOException {
        this.name = name;
        this.port = port;
        this.binaries = binaries;
        this.directory = Files.createDirectory(directory);
        this.log = directory.resolve("server.log");
        this.data = new DataDirectory(directory.resolve("data"), binaries.user());
        binaries.user().own(directory);
    }

    DataDirectory data() {
        return data;
    }

    /** Makes the files of a new, empty cluster. */
    void initialise(ClusterShape shape) throws IOException {
        PostgresData.copyTo(data.path(), binaries);
        data.configure(shape);
    }

    /** Starts it and does not wait; see {@link #awaitReady()}. */
    void launch() {
        if (isRunning()) {
            throw new IllegalStateException(name + " is running already");
        }
        List<String> command = binaries.user()
                .command(List.of(
                        binaries.postgres().toString(),
                        "-D",
                        data.path().toString(),
                        "-p",
                        Integer.toString(port),
                        // A standby also reports this name to its upstream.
                        "-c",
                        "cluster_name=" + name));
        process = ServerProcess.start(name, command, directory, log);
        LOG.info("{} starts on port {}", name, port);
    }

    /** Waits until it accepts connections. */
    void awaitReady() {
        ServerProcess launched = running();
        Await.until(name + " accepts connections", Await.LIMIT, () -> isReady(launched), this::logTail);
    }

    private boolean isReady(ServerProcess launched) throws IOException {
        if (!launched.isAlive()) {
            throw new LabException(name + " ended while it started\n" + logTail());
        }
        return data.isReady(launched.pid());
    }

    void reload() {
        running().reload();
    }

    void stopFast() {
        if (!isRunning()) {
            return;
        }
        if (frozen) {
            throw new IllegalStateException(name + " is frozen and would not notice; thaw it first");
        }
        try {
            running().stopFast();
        } catch (LabException e) {
            throw new LabException(name + " did not stop\n" + logTail(), e);
        }
        LOG.info("{} stopped", name);
    }

    void stopImmediately() {
        running().stopImmediately();
        LOG.info("{} stopped immediately", name);
    }

    void kill() {
        if (!isRunning()) {
            return;
        }
        running().kill();
        frozen = false;
        LOG.info("{} killed", name);
    }

    /** Ends it, if it runs, and deletes its data; the log stays. */
    void discard() throws IOException {
        if (isFrozen()) {
            // Thawed for a moment, it could still answer a client.
            kill();
        } else if (isRunning()) {
            running().stopImmediately();
        }
        data.wipe();
    }

    void freeze() {
        frozen = true; // First, so that whoever closes the lab meanwhile does not ask a stopped server to quit.
        running().freeze();
        LOG.info("{} frozen", name);
    }

    void thaw() {
        running().thaw();
        frozen = false;
        LOG.info("{} thawed", name);
    }

    long pid() {
        return running().pid();
    }

    boolean isRunning() {
        ServerProcess current = process;
        return current != null && current.isAlive();
    }

    boolean isFrozen() {
        return frozen && isRunning();
    }

    /** The last lines of the server's log. */
    String logTail() {
        if (!Files.exists(log)) {
            return name + " has no log";
        }
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> tail = lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size());
            return "The log of " + name + " ends with:\n" + String.join("\n", tail);
        } catch (IOException e) {
            return "The log of " + name + " cannot be read: " + e;
        }
    }

    private ServerProcess running() {
        ServerProcess current = process;
        if (current == null || !current.isAlive()) {
            throw new IllegalStateException(name + " is not running\n" + logTail());
        }
        return current;
    }
}
