/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.FailoverEvent;
import io.baton.driver.FailoverEvent.LostWrite;
import io.baton.driver.FailoverEvent.LostWrites;
import io.baton.driver.FailoverEvents;
import io.baton.driver.FailoverListener;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A server comes back without commits that it had acknowledged, as one that is set not to wait for its log may. */
abstract class GtidRestartTests extends GtidClusterTest {

    GtidRestartTests(Engine engine) {
        super(engine);
    }

    @Override
    GtidShape shape(Engine of) {
        return GtidShape.single(of);
    }

    @Test
    void should_name_the_commits_that_a_restart_lost() throws SQLException {
        makeLedger();
        List<LostWrites> told = new CopyOnWriteArrayList<>();
        FailoverListener listener = event -> note(event, told);
        FailoverEvents.add(listener);
        try (Connection connection = begin()) {
            write(connection, 1, 5);
            GtidNode server = cluster.primary();
            String entries = query(
                    server,
                    "SELECT GROUP_CONCAT(HEX(entry)) FROM (SELECT entry FROM baton_ledger"
                            + " ORDER BY written DESC, entry DESC LIMIT 2) t");
            server.setReadOnly(true);
            server.kill();
            server.start();
            letAdministratorWrite(server);
            server.executeAsAdmin( // What the disk had not got.
                    "DELETE FROM entry WHERE id IN (4, 5)",
                    "DELETE FROM baton_ledger WHERE FIND_IN_SET(HEX(entry), '" + entries + "') > 0");
            server.setReadOnly(false);

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !told.isEmpty());
            assertThat(told).hasSize(1);
            assertThat(told.get(0).writes().stream().map(LostWrite::statements).flatMap(List::stream))
                    .containsExactly(insert(4), insert(5));
            assertThat(told.get(0).undecided()).isZero();
            assertThat(query(server, "SELECT COUNT(*) FROM baton_ledger WHERE outcome = 'A'"))
                    .isEqualTo("0");
            write(connection, 6, 6);
        } finally {
            FailoverEvents.remove(listener);
        }
    }

    /** To those who may do everything MySQL forbids it by a variable of its own, which the lab sets as well. */
    abstract void letAdministratorWrite(GtidNode server) throws SQLException;

    private static void note(FailoverEvent event, List<LostWrites> told) {
        if (event instanceof LostWrites lost) {
            told.add(lost);
        }
    }

    private static String insert(int id) {
        return "INSERT INTO entry VALUES (" + id + ", 'x')";
    }

    private static void write(Connection connection, int from, int to) throws SQLException {
        for (int id = from; id <= to; id++) {
            execute(connection, insert(id));
            connection.commit();
        }
    }
}
