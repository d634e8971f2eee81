/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.lab.mysql.Engine;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class MariaDbBrokenSessionTest extends GtidBrokenSessionTests {

    MariaDbBrokenSessionTest() {
        super(Engine.MARIADB);
    }

    /**
     * What it has read would not be looked at again, if its beginning were forgotten. (Connector/J allows no other statement
     * while rows are fetched one by one.)
     */
    @Test
    void should_not_go_on_when_rows_that_were_read_have_changed_meanwhile() throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(5);
            wires.arm(new Cut(
                    Direction.TO_CLIENT,
                    30,
                    Point.BEFORE,
                    Manner.CLOSE,
                    hit -> change("UPDATE entry SET id = 0 WHERE id = 1")));
            try (ResultSet rows = statement.executeQuery("SELECT id FROM entry ORDER BY id")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
                assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (100, 'the least is 1')"))
                        .hasFieldOrPropertyWithValue("SQLState", "40001");
            }
            connection.rollback();
            assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM entry WHERE id = 100"))
                    .isEqualTo("0");
        }
    }
}
