/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import io.baton.lab.LabException;
import io.baton.lab.ServerProcess;
import io.baton.lab.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A MariaDB server as a process of this machine. */
final class MariaDbServer implements GtidServer {

    private static final int LOG_TAIL_LINES = 40;

    /**
     * What is committed is with the kernel and thereby survives the death of the process; the disk is never waited for.
     * A frozen upstream is noticed sooner than usual. What may matter to statements, such as the format of the log, is as the
     * engine has it by default.
     */
    private static final List<String> SETTINGS = List.of(
            "--bind-address=" + GtidNode.HOST,
            "--skip-name-resolve",
            "--skip-ssl",
            "--character-set-server=utf8mb4",
            "--max-connections=200",
            "--innodb-buffer-pool-size=32M",
            "--innodb-buffer-pool-load-at-startup=OFF",
            "--innodb-buffer-pool-dump-at-shutdown=OFF",
            "--innodb-flush-log-at-trx-commit=2",
            "--log-bin=binlog",
            "--sync-binlog=0",
            "--log-slave-updates=ON",
            "--relay-log=relay",
            "--slave-net-timeout=10",
            "--rpl-semi-sync-master-wait-point=AFTER_SYNC",
            "--rpl-semi-sync-master-timeout=2000000000",
            "--read-only=ON");

    private final String name;
    private final int port;
    private final Path directory;
    private final MariaDbPrograms programs;
    private final GtidShape shape;
    private int serverId;
    private volatile @Nullable ServerProcess process;
    private volatile boolean frozen;

    MariaDbServer(String name, int port, int serverId, Path directory, MariaDbPrograms programs, GtidShape shape)
            throws IOException {
        this.name = name;
        this.port = port;
        this.serverId = serverId;
        this.directory = Files.createDirectory(directory);
        this.programs = programs;
        this.shape = shape;
        programs.user().own(directory);
    }

    @Override
    public void launch() {
        Path data = directory.resolve("data");
        if (!Files.exists(data)) {
            MariaDbData.copyTo(data, programs);
        }
        List<String> command = new ArrayList<>(programs.server());
        command.addAll(MariaDbData.FILES);
        command.addAll(SETTINGS);
        command.addAll(List.of(
                "--datadir=" + data,
                "--tmpdir=" + directory,
                "--socket=" + directory.resolve("socket"),
                "--port=" + port,
                "--report-host=" + GtidNode.HOST,
                "--report-port=" + port,
                "--server-id=" + serverId,
                "--rpl-semi-sync-slave-enabled=" + (shape.semiSync() ? "ON" : "OFF")));
        command.addAll(shape.settings());
        process = ServerProcess.start(name, programs.user().command(command), directory, log());
    }

    @Override
    public void stopFast() {
        running().terminate();
    }

    @Override
    public void kill() {
        running().kill();
        frozen = false;
    }

    @Override
    public void freeze() {
        frozen = true; // First, so that whoever closes the lab meanwhile does not ask a stopped server to quit.
        running().freeze();
    }

    @Override
    public void thaw() {
        running().thaw();
        frozen = false;
    }

    @Override
    public boolean isRunning() {
        ServerProcess current = process;
        return current != null && current.isAlive();
    }

    @Override
    public boolean isFrozen() {
        return frozen && isRunning();
    }

    @Override
    public void discard() {
        if (isRunning()) {
            kill();
        }
        serverId += GtidCluster.MOST_NODES;
        try {
            Trees.delete(directory.resolve("data"));
        } catch (IOException e) {
            throw new LabException("Cannot delete the data of " + name, e);
        }
    }

    @Override
    public String logTail() {
        try {
            List<String> lines = Files.readAllLines(log());
            List<String> tail = lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size());
            return "The log of " + name + " ends with:\n" + String.join("\n", tail);
        } catch (IOException e) {
            return "The log of " + name + " cannot be read: " + e;
        }
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private ServerProcess running() {
        ServerProcess current = process;
        if (current == null || !current.isAlive()) {
            throw new IllegalStateException(name + " is not running\n" + logTail());
        }
        return current;
    }
}
