/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.sql.SQLException;

/** A server of a {@link PostgresCluster}: a process of this machine. */
public final class PostgresNode extends DatabaseNode {

    private final Server server;

    PostgresNode(String name, int port, Server server) {
        super(name, port);
        this.server = server;
    }

    Server server() {
        return server;
    }

    @Override
    public void start() {
        server.launch();
        server.awaitReady();
    }

    @Override
    public void stopFast() {
        server.stopFast();
    }

    /** Ends its sessions and itself without leaving its data in order: the next start recovers, as after a crash. */
    public void stopImmediately() {
        server.stopImmediately();
    }

    /** From now on it takes sessions over TLS as well, with a certificate for that name, which is returned. */
    public String useTls(String name) {
        SelfSigned certificate = SelfSigned.create("dns:" + name);
        try {
            server.data().keepCertificate(certificate.certificatePem(), certificate.keyPem());
            executeAsAdmin("ALTER SYSTEM SET ssl = on");
        } catch (IOException | SQLException e) {
            throw new LabException("Cannot give a certificate to " + this, e);
        }
        server.reload();
        Await.until(
                this + " uses TLS",
                Await.LIMIT,
                () -> queryLong("SELECT (current_setting('ssl') = 'on')::int") == 1,
                this::logTail);
        return certificate.certificatePem();
    }

    @Override
    public void kill() {
        server.kill();
    }

    @Override
    public void freeze() {
        server.freeze();
    }

    @Override
    public void thaw() {
        server.thaw();
    }

    @Override
    public boolean isRunning() {
        return server.isRunning();
    }

    public boolean isFrozen() {
        return server.isFrozen();
    }

    @Override
    public String logTail() {
        return server.logTail();
    }
}
