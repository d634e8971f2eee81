/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;

/** A member of a {@link PatroniCluster}: Patroni's agent and the server that it starts, in one container. */
public final class PatroniNode extends DatabaseNode {

    private static final String SERVER = "/usr/lib/postgresql/17/bin/postgres";
    private static final String AGENT = "/usr/bin/patroni";

    private final GenericContainer<?> container;
    private final URI api;

    PatroniNode(String name, int port, URI api, GenericContainer<?> container) {
        super(name, port);
        this.api = api;
        this.container = container;
    }

    GenericContainer<?> container() {
        return container;
    }

    /** Where its agent answers. */
    public URI api() {
        return api;
    }

    /** Starts the container again on the data it has; returns when the server accepts connections. */
    @Override
    public void start() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
        awaitReady();
    }

    void awaitReady() {
        Await.until(
                this + " accepts connections",
                Await.LIMIT.multipliedBy(4),
                () -> queryLongAsAdminIn(SUPERUSER) == 1,
                this::logTail);
    }

    private long queryLongAsAdminIn(String database) throws SQLException {
        try (Connection connection = connectAsAdmin(database)) {
            return Sql.queryLong(connection, "SELECT 1");
        }
    }

    /** Ends agent and server in order: the agent gives up the leadership first. */
    @Override
    public void stopFast() {
        container
                .getDockerClient()
                .stopContainerCmd(container.getContainerId())
                .withTimeout(20)
                .exec();
    }

    /** Ends agent and server at once. */
    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
        Await.until(this + " is gone", Await.LIMIT, () -> !isRunning(), this::logTail);
    }

    /** Stops agent and server. */
    @Override
    public void freeze() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void thaw() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    /** Stops the agent with {@code SIGSTOP}; its server goes on, and nobody renews its lease. */
    public void freezeAgent() {
        run("pkill", "-STOP", "-f", AGENT);
    }

    /** Ends {@link #freezeAgent}. */
    public void thawAgent() {
        run("pkill", "-CONT", "-f", AGENT);
    }

    /** Ends the server's processes; the agent lives, and does what it is configured to do. */
    public void killServer() {
        run("pkill", "-KILL", "-f", SERVER);
    }

    @Override
    public boolean isRunning() {
        return container.isRunning();
    }

    @Override
    public String logTail() {
        return "The log of " + name() + " is:\n" + container.getLogs();
    }

    private void run(String... command) {
        try {
            ExecResult result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new LabException(String.join(" ", command) + " failed on " + this + ": " + result);
            }
        } catch (IOException e) {
            throw new LabException("Cannot run " + command[0] + " on " + this, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while running " + command[0] + " on " + this, e);
        }
    }
}
