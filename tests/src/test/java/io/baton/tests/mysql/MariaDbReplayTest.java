/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.LossyGtidFailover;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MariaDbReplayTest extends GtidReplayTests {

    MariaDbReplayTest() {
        super(Engine.MARIADB);
    }

    @BeforeEach
    void makeSequence() throws SQLException {
        cluster.primary().execute("CREATE SEQUENCE q");
        cluster.awaitReplicated();
    }

    @AfterEach
    void dropSequence() throws SQLException {
        cluster.primary().execute("DROP SEQUENCE q");
    }

    @Test
    void should_keep_values_that_were_drawn_from_a_sequence() throws SQLException {
        try (Connection connection = begin()) {
            String first = query(connection, "SELECT NEXT VALUE FOR q");
            String second = query(connection, "SELECT NEXTVAL(q) AS id");
            execute(connection, "INSERT INTO entry VALUES (" + first + ", 'a'), (" + second + ", 'b')");
            GtidNode successor = failOver();
            String third = query(connection, "SELECT NEXT VALUE FOR q");
            execute(connection, "INSERT INTO entry VALUES (" + third + ", 'c')");
            connection.commit();
            assertThat(query(successor, "SELECT note FROM entry ORDER BY id")).isEqualTo("a, b, c");
            assertThat(query(successor, "SELECT COUNT(DISTINCT id) FROM entry")).isEqualTo("3");
        }
    }

    @Test
    void should_take_nothing_else_that_was_returned_for_the_key() throws SQLException {
        cluster.primary().execute("INSERT INTO person (id, name) VALUES (50, 'before')");
        try (Connection connection = begin()) {
            assertThat(query(connection, "INSERT INTO person (name) VALUES ('x') RETURNING CHAR_LENGTH(name) AS n"))
                    .isEqualTo("1");
            GtidNode successor = failOver();
            connection.commit();
            assertThat(query(successor, "SELECT id FROM person ORDER BY id")).isEqualTo("50, 51");
        }
    }

    /** The replica does not know that it was drawn: whoever draws there first gets it. */
    @Test
    void should_draw_a_value_again_that_the_new_primary_has_not_given_to_anybody() throws SQLException {
        try (Connection connection = begin()) {
            LossyGtidFailover failover = LossyGtidFailover.begin(cluster);
            String first = query(connection, "SELECT NEXT VALUE FOR q");
            execute(connection, "INSERT INTO entry VALUES (" + first + ", 'mine')");
            GtidNode successor = failover.failOver();
            execute(connection, "INSERT INTO entry VALUES (-1, 'x')");
            connection.commit();
            assertThat(query(successor, "SELECT NEXT VALUE FOR q")).isNotEqualTo(first);
        }
    }

    @Test
    void should_not_use_a_value_that_the_new_primary_has_given_to_somebody_else() throws SQLException {
        try (Connection connection = begin()) {
            LossyGtidFailover failover = LossyGtidFailover.begin(cluster);
            String first = query(connection, "SELECT NEXT VALUE FOR q");
            execute(connection, "INSERT INTO entry VALUES (" + first + ", 'mine')");
            GtidNode successor = failover.failOver();
            assertThat(query(successor, "SELECT NEXT VALUE FOR q")).isEqualTo(first);

            assertThat(catchThrowable(() -> query(connection, "SELECT 1")))
                    .isInstanceOfSatisfying(
                            TransactionLost.class, e -> assertThat(e.refusal()).isEqualTo(ReplayRefusal.VALUE_TAKEN));
            connection.rollback();
        }
    }
}
