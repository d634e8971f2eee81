/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import io.baton.lab.wire.Wires;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session with MySQL or MariaDB that breaks while the primary lives on. */
abstract class GtidBrokenSessionTests extends GtidClusterTest {

    private Wires wires;

    GtidBrokenSessionTests(Engine engine) {
        super(engine);
    }

    @BeforeEach
    void putProxiesBefore() throws SQLException {
        makeLedger();
        cluster.primary()
                .execute("INSERT INTO entry VALUES "
                        + IntStream.rangeClosed(1, 50)
                                .mapToObj(id -> "(" + id + ", 'row " + id + "')")
                                .collect(Collectors.joining(", ")));
        wires = Wires.before(cluster, "baton-monitor");
        url = url(wires.hosts());
    }

    @AfterEach
    void closeProxies() {
        wires.close();
    }

    /** Its server does not know that the client is gone, and what it has locked stands in the way of the second try. */
    @Test
    void should_run_the_first_statement_of_a_transaction_again() throws SQLException {
        try (Connection connection = begin()) {
            query(connection, "SELECT 1");
            connection.commit();
            wires.arm(new Cut(Direction.TO_CLIENT, 1, Point.BEFORE, Manner.ORPHAN));
            execute(connection, "UPDATE entry SET note = concat(note, ' once')");
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM entry WHERE note LIKE 'row % once'"))
                    .isEqualTo("50");
        }
    }
}
