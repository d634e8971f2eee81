/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.BreakableServer;
import io.baton.lab.ClusterShape;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidShape;
import io.baton.lab.wire.Wires;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A primary and two standbys with proxies before them, to which accidents happen. */
public final class Stage implements AutoCloseable {

    private final Servers servers;
    private final Wires wires;

    private Stage(Servers servers) {
        this.servers = servers;
        this.wires = servers.wires(Judge.LEFT_ALONE);
    }

    /**
     * Of PostgreSQL.
     *
     * @param synchronous whether a commit waits for one of the standbys
     */
    public static Stage postgres(boolean synchronous) {
        ClusterShape shape = ClusterShape.trio();
        return new Stage(new PostgresServers(synchronous ? shape.withSynchronousCommit() : shape));
    }

    /**
     * Of MySQL or MariaDB.
     *
     * @param synchronous whether a commit waits for one of the replicas
     */
    public static Stage of(Engine engine, boolean synchronous) {
        GtidShape shape = GtidShape.trio(engine);
        return new Stage(new GtidServers(synchronous ? shape.withSemiSync() : shape));
    }

    /** What applications connect to, as it goes into a URL after the two slashes; more parameters may follow. */
    public String address() {
        return wires.hosts() + servers.urlTail();
    }

    public BreakableServer primary() {
        return servers.primary();
    }

    /** What can happen here. */
    public List<Accident> accidents() {
        return Arrays.stream(Accident.values()).filter(servers::canHappen).toList();
    }

    public void happen(Accident accident, Random random) {
        accident.happen(new Scene(servers, wires, random));
    }

    /** Makes standbys of all servers but the primary again. */
    public void restoreStandbys() {
        servers.restoreStandbys();
    }

    /** Whether that takes the longer the more others write meanwhile. */
    public boolean restoresFromLog() {
        return servers.restoresFromLog();
    }

    /** Waits until every standby shows all that was committed on the primary when this was called. */
    public void awaitReplayed() {
        servers.awaitReplayed();
    }

    /** Waits until no session of an application does anything on the primary any more. */
    public void awaitSilence() throws SQLException {
        new Scene(servers, wires, new Random(0)).awaitSilence();
    }

    @Override
    public void close() {
        wires.close();
        servers.close();
    }
}
