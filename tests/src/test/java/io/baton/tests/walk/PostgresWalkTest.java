/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.BreakableServer;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A seeded walk through accidents and mends. {@code -Dbaton.walk.steps=200 -Dbaton.walk.seed=N} for another or a longer one. */
class PostgresWalkTest {

    @Test
    void should_write_wherever_an_operator_says_that_it_should_and_nowhere_else() throws Exception {
        // The primary stops, another is promoted, and the former one comes back as it was; nobody stops while a standby
        // is frozen.
        long seed = Long.getLong("baton.walk.seed", 30);
        System.out.println("walk of PostgreSQL, seed " + seed);
        try (WalkServers servers = new Postgres()) {
            assertThat(new Walk(servers, seed).go(Integer.getInteger("baton.walk.steps", 6), WalkTimes.atMost()))
                    .isEmpty();
        }
    }

    private static final class Postgres implements WalkServers {
        private final PostgresCluster cluster = PostgresCluster.start(ClusterShape.trio());

        Postgres() throws SQLException {
            cluster.primary().execute("CREATE TABLE entry (id bigint, note text)");
            cluster.awaitReplayed();
        }

        @Override
        public int size() {
            return cluster.nodes().size();
        }

        @Override
        public BreakableServer server(int node) {
            return cluster.node(node);
        }

        @Override
        public String name(int node) {
            return cluster.node(node).name();
        }

        @Override
        public String url(String hosts) {
            return "jdbc:baton:postgresql://" + hosts + "/app?user=app&password=app";
        }

        @Override
        public String whereQuery() {
            return "SELECT inet_server_port()";
        }

        @Override
        public String mark(int node) {
            return Integer.toString(cluster.node(node).port());
        }

        @Override
        public void promote(int node) {
            cluster.promote(cluster.node(node));
        }

        @Override
        public boolean hasStrays() {
            return false;
        }

        @Override
        public void stray(int node, boolean on) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restore(int node) {
            cluster.rejoin(cluster.node(node));
        }

        @Override
        public void close() {
            cluster.close();
        }
    }
}
