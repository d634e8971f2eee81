/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import com.github.dockerjava.api.DockerClient;
import io.baton.lab.Await;
import io.baton.lab.Containers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** A MySQL server as a container, whose image brings the data that every server begins with. */
final class MySqlServer implements GtidServer {

    private static final int STOP_SECONDS = 20;

    /**
     * What is committed is with the kernel and thereby survives the death of the process; the disk is never waited for.
     * A frozen upstream is noticed sooner than usual.
     */
    private static final List<String> SETTINGS = List.of(
            "--no-defaults",
            "--datadir=/var/lib/mysql",
            "--socket=/tmp/mysql.sock",
            "--pid-file=/tmp/mysql.pid",
            "--bind-address=" + GtidNode.HOST,
            "--report-host=" + GtidNode.HOST,
            "--skip-name-resolve",
            "--mysqlx=OFF",
            "--secure-file-priv=NULL",
            "--max-connections=200",
            "--innodb-buffer-pool-size=32M",
            "--innodb-buffer-pool-load-at-startup=OFF",
            "--innodb-buffer-pool-dump-at-shutdown=OFF",
            "--innodb-numa-interleave=OFF",
            // As when the image was built.
            "--innodb-redo-log-capacity=16M",
            "--innodb-doublewrite=OFF",
            "--innodb-flush-method=nosync",
            "--innodb-flush-log-at-trx-commit=2",
            "--log-bin=binlog",
            "--sync-binlog=0",
            "--gtid-mode=ON",
            "--enforce-gtid-consistency=ON",
            "--relay-log=relay",
            "--relay-log-recovery=ON",
            "--replica-net-timeout=10",
            "--super-read-only=ON");

    private static final List<String> SEMI_SYNC = List.of(
            "--plugin-load-add=semisync_source.so",
            "--plugin-load-add=semisync_replica.so",
            "--rpl-semi-sync-source-wait-point=AFTER_SYNC",
            "--rpl-semi-sync-source-timeout=2000000000",
            "--rpl-semi-sync-replica-enabled=ON");

    private final String name;
    private final int port;
    private final GtidShape shape;
    private int serverId;
    private volatile @Nullable GenericContainer<?> container;
    private volatile boolean frozen;

    MySqlServer(String name, int port, int serverId, GtidShape shape) {
        this.name = name;
        this.port = port;
        this.serverId = serverId;
        this.shape = shape;
    }

    @Override
    public void launch() {
        GenericContainer<?> existing = container;
        if (existing != null) {
            docker().startContainerCmd(existing.getContainerId()).exec();
            return;
        }
        List<String> command = new ArrayList<>(List.of("mysqld"));
        command.addAll(SETTINGS);
        command.addAll(shape.semiSync() ? SEMI_SYNC : List.of());
        command.addAll(shape.settings());
        command.addAll(List.of("--port=" + port, "--report-port=" + port, "--server-id=" + serverId));
        GenericContainer<?> created = Containers.of(Containers.MYSQL).withCommand(command.toArray(String[]::new));
        container = created;
        created.start();
    }

    @Override
    public void stopFast() {
        docker().stopContainerCmd(id()).withTimeout(STOP_SECONDS).exec();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(id()).exec();
        Await.until(name + " is gone", Await.LIMIT, () -> !isRunning(), this::logTail);
        frozen = false;
    }

    @Override
    public void freeze() {
        String id = id();
        // Under load the kernel is not always done with it as soon as runc wants; then nothing is frozen.
        Await.until(name + " is frozen", Await.LIMIT, () -> pause(id), this::logTail);
        frozen = true;
    }

    private static boolean pause(String id) {
        docker().pauseContainerCmd(id).exec();
        return true;
    }

    @Override
    public void thaw() {
        docker().unpauseContainerCmd(id()).exec();
        frozen = false;
    }

    @Override
    public boolean isRunning() {
        GenericContainer<?> current = container;
        return current != null && current.isRunning();
    }

    @Override
    public boolean isFrozen() {
        return frozen && isRunning();
    }

    @Override
    public void discard() {
        GenericContainer<?> current = container;
        if (current != null) {
            current.close();
            container = null;
            frozen = false;
            serverId += GtidCluster.MOST_NODES;
        }
    }

    @Override
    public String logTail() {
        GenericContainer<?> current = container;
        return current == null ? name + " has no log" : "The log of " + name + " is:\n" + current.getLogs();
    }

    private String id() {
        GenericContainer<?> current = container;
        if (current == null || !current.isRunning()) {
            throw new IllegalStateException(name + " is not running\n" + logTail());
        }
        return current.getContainerId();
    }

    private static DockerClient docker() {
        return DockerClientFactory.lazyClient();
    }
}
