/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The trio that Patroni looks after: it starts, and does what an operator tells it. */
@RequiresDocker
class PatroniLabTest {

    @Test
    void should_start_switch_over_and_stream_again() throws Exception {
        try (PatroniCluster cluster = PatroniCluster.start()) {
            PatroniNode first = cluster.leader();
            PatroniNode second = cluster.standbys().get(0);
            first.execute("CREATE TABLE t (id int)");

            cluster.switchover(first, second);
            cluster.awaitHealthy();

            assertThat(cluster.leader()).isSameAs(second);
            assertThat(second.timeline()).isEqualTo(2);
            second.execute("INSERT INTO t VALUES (1)");
        }
    }
}
