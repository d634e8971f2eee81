/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.BreakableServer;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidShape;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A seeded walk through accidents and mends. {@code -Dbaton.walk.steps=200 -Dbaton.walk.seed=N} for another or a longer one. */
abstract class GtidWalkTests {

    private final Engine engine;

    GtidWalkTests(Engine engine) {
        this.engine = engine;
    }

    @Test
    void should_write_wherever_an_operator_says_that_it_should_and_nowhere_else() throws Exception {
        long seed = Long.getLong("baton.walk.seed", 24);
        int steps = engine == Engine.MYSQL ? 3 : 6; // Its servers take seconds to stop.
        System.out.println("walk of " + engine + ", seed " + seed);
        try (WalkServers servers = new Gtid(engine)) {
            assertThat(new Walk(servers, seed).go(Integer.getInteger("baton.walk.steps", steps), WalkTimes.atMost()))
                    .isEmpty();
        }
    }

    private static final class Gtid implements WalkServers {
        private final GtidCluster cluster;

        Gtid(Engine engine) throws SQLException {
            cluster = GtidCluster.start(GtidShape.trio(engine).withGrant(seeingReplication(engine)));
            cluster.primary().execute("CREATE TABLE entry (id bigint, note varchar(10))");
            cluster.awaitReplicated();
        }

        /** What the documentation asks to be granted, so that a promotion can be told from a replica at rest. */
        private static String seeingReplication(Engine engine) {
            return (engine == Engine.MYSQL ? "REPLICATION CLIENT" : "SLAVE MONITOR") + " ON *.*";
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
            return cluster.primary().jdbcUrl().replaceFirst("^jdbc:(\\w+)://[^/]*", "jdbc:baton:$1://" + hosts);
        }

        @Override
        public String whereQuery() {
            return "SELECT @@server_id";
        }

        @Override
        public String mark(int node) throws SQLException {
            return Long.toString(cluster.node(node).queryLongAsAdmin("SELECT @@server_id"));
        }

        @Override
        public void promote(int node) {
            cluster.promote(cluster.node(node));
        }

        @Override
        public boolean hasStrays() {
            return true;
        }

        @Override
        public void stray(int node, boolean on) {
            cluster.node(node).setReadOnly(!on);
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
