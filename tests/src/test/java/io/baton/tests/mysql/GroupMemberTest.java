/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.NoNodeAvailable;
import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidShape;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Members of a MySQL group, in it and outside: Baton does not know who of them may be written to. */
@RequiresDocker
class GroupMemberTest {

    private static final Duration AT_ONCE =
            Duration.ofSeconds(10); // Not the 30 s that others wait; a busy machine needs some for the first login.

    @Test
    void should_refuse_a_member_by_name_whether_it_is_in_its_group_or_not() throws Exception {
        GtidShape member = GtidShape.single(Engine.MYSQL)
                .withSetting("--plugin-load-add=group_replication.so")
                .withSetting("--loose-group-replication-group-name=5c1f7f10-7d4b-4b55-9ad0-3f5d0a3c1b6e")
                .withSetting("--loose-group-replication-local-address=127.0.0.1:" + freePort())
                .withSetting("--loose-group-replication-start-on-boot=OFF");
        try (GtidCluster cluster = GtidCluster.start(member)) {
            assertRefused(cluster, "outside");

            cluster.primary()
                    .executeAsAdmin("SET GLOBAL group_replication_bootstrap_group = ON", "START GROUP_REPLICATION");
            assertThat(cluster.primary()
                            .queryLongAsAdmin("SELECT COUNT(*) FROM performance_schema.replication_group_members"
                                    + " WHERE MEMBER_STATE = 'ONLINE'"))
                    .isEqualTo(1);
            assertRefused(cluster, "inside");
        }
    }

    private static void assertRefused(GtidCluster cluster, String where) {
        String url =
                cluster.primary().jdbcUrl().replace("jdbc:", "jdbc:baton:") + "&connectionAttributes=test:" + where;
        long start = System.nanoTime();
        assertThatThrownBy(() -> DriverManager.getConnection(url))
                .isInstanceOf(NoNodeAvailable.class)
                .hasMessageContaining("Group Replication")
                .hasMessageContaining(":" + cluster.primary().port());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("a member %s of its group is refused after %d ms%n", where, took.toMillis());
        assertThat(took).isLessThan(AT_ONCE);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
