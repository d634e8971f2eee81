/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import io.baton.lab.LabException;
import io.baton.lab.Ports;
import io.baton.lab.ServerRoom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers of one cluster, and what it takes to be rid of them.
 *
 * @param nodes none of which runs yet
 * @param close ends them and leaves nothing behind
 */
record GtidSite(List<GtidNode> nodes, Runnable close) {

    static GtidSite create(GtidShape shape) {
        return switch (shape.engine()) {
            case MARIADB -> processes(shape);
            case MYSQL -> containers(shape);
        };
    }

    private static GtidSite processes(GtidShape shape) {
        MariaDbPrograms programs = MariaDbPrograms.get();
        ServerRoom room = ServerRoom.open(programs.user());
        List<GtidNode> nodes = new ArrayList<>();
        try {
            for (int i = 1; i <= shape.nodes(); i++) {
                String name = "n" + i;
                int port = Ports.free();
                MariaDbServer server =
                        new MariaDbServer(name, port, i, room.directory().resolve(name), programs, shape);
                room.add(server::discard);
                nodes.add(new GtidNode(name, port, shape, server));
            }
            return new GtidSite(List.copyOf(nodes), room::close);
        } catch (IOException e) {
            room.close();
            throw new LabException("Cannot make room for the servers", e);
        }
    }

    private static GtidSite containers(GtidShape shape) {
        List<MySqlServer> servers = new ArrayList<>();
        List<GtidNode> nodes = new ArrayList<>();
        for (int i = 1; i <= shape.nodes(); i++) {
            int port = Ports.free();
            MySqlServer server = new MySqlServer("n" + i, port, i, shape);
            servers.add(server);
            nodes.add(new GtidNode("n" + i, port, shape, server));
        }
        return new GtidSite(List.copyOf(nodes), () -> servers.parallelStream().forEach(MySqlServer::discard));
    }
}
