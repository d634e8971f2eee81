/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static io.baton.tests.HostsFile.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.Relay;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import io.baton.tests.CountingApplication;
import io.baton.tests.ForkedApplication;
import io.baton.tests.HostsFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The URL has one name, which stands for several servers: each is a node. */
abstract class GtidNameRecordsTests extends GtidClusterTest {

    private static final String FIRST = "127.0.0.2";
    private static final String SECOND = "127.0.0.3";

    @TempDir
    Path directory;

    GtidNameRecordsTests(Engine engine) {
        super(engine);
    }

    @Test
    void should_find_the_primary_behind_the_second_address_and_its_successor_and_never_the_stale_one()
            throws Exception {
        GtidNode old = cluster.primary();
        GtidNode successor = cluster.mostAdvancedReplica();
        HostsFile hosts = new HostsFile(directory);
        hosts.leadsTo(FIRST, SECOND);
        try (Relay toSuccessor = listen(FIRST, 0, successor);
                Relay toOld = listen(SECOND, toSuccessor.port(), old);
                ForkedApplication application = hosts.start(
                        CountingApplication.class, List.of(), url(NAME + ":" + toOld.port()), "SELECT @@port")) {
            application.awaitLine(" on " + port(old));
            application.awaitLine(NAME + "/" + FIRST + ":" + toOld.port() + " is REPLICA UP");
            failOver();
            application.awaitLine(" on " + port(successor));
            old.start();
            long before = old.queryLong("SELECT count(*) FROM entry");
            application.awaitLine(NAME + "/" + SECOND + ":" + toOld.port() + " is UNKNOWN UP: superseded");
            application.awaitLines(application.lines().size() + 100);
            assertThat(application.end()).isZero();

            assertThat(old.queryLong("SELECT count(*) FROM entry"))
                    .as("writes on the stale server")
                    .isEqualTo(before);
            assertThat(successor.queryLong("SELECT count(*) - count(DISTINCT id) FROM entry"))
                    .isZero();
            System.out.println(application.lines().stream()
                    .filter(line -> line.startsWith("error "))
                    .toList());
        }
    }

    private static long port(GtidNode node) throws SQLException {
        return node.queryLongAsAdmin("SELECT @@port");
    }

    private static Relay listen(String machine, int port, GtidNode node) {
        return Relay.at(machine, port, node.name(), node.host(), node.port());
    }
}
