/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The PostgreSQL servers of one cluster and the room they live in. */
final class Site implements AutoCloseable {

    private final ServerRoom room;
    private final List<PostgresNode> nodes;

    private Site(ServerRoom room, List<PostgresNode> nodes) {
        this.room = room;
        this.nodes = nodes;
    }

    /** Makes room for this many servers, none of which runs yet. */
    static Site create(int size) {
        PostgresBinaries binaries = PostgresBinaries.get();
        ServerRoom room = ServerRoom.open(binaries.user());
        try {
            List<PostgresNode> nodes = new ArrayList<>();
            for (int i = 1; i <= size; i++) {
                String name = "n" + i;
                int port = Ports.free();
                Server server = new Server(name, port, room.directory().resolve(name), binaries);
                room.add(server::discard);
                nodes.add(new PostgresNode(name, port, server));
            }
            return new Site(room, List.copyOf(nodes));
        } catch (IOException e) {
            room.close();
            throw new LabException("Cannot make room for the servers", e);
        }
    }

    List<PostgresNode> nodes() {
        return nodes;
    }

    @Override
    public void close() {
        room.close();
    }
}
