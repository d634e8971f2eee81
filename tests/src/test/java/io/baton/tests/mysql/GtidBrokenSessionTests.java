/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.TransactionLost;
import io.baton.lab.mysql.Engine;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import io.baton.lab.wire.Wires;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session with MySQL or MariaDB that breaks while the primary lives on. */
abstract class GtidBrokenSessionTests extends GtidClusterTest {

    Wires wires;

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

    /** Both drivers tell the server of it. */
    @Test
    void should_become_read_only_when_it_breaks_at_that() throws SQLException {
        try (Connection connection = connect()) {
            query(connection, "SELECT 1");
            wires.arm(new Cut(Direction.TO_CLIENT, 1, Point.BEFORE, Manner.CLOSE));
            connection.setReadOnly(true);
            assertThat(connection.isReadOnly()).isTrue();
            assertThat(query(connection, "SELECT COUNT(*) FROM entry")).isEqualTo("50");
        }
    }

    /** Connector/J forgets that a transaction is open when it begins to read an answer. */
    @Test
    void should_remember_what_came_before_a_result_that_breaks() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 1");
            wires.arm(new Cut(Direction.TO_CLIENT, 30, Point.BEFORE, Manner.CLOSE));
            assertThat(query(connection, "SELECT note FROM entry ORDER BY id")).startsWith("changed, row 2, ");
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT note FROM entry WHERE id = 1"))
                    .isEqualTo("changed");
        }
    }

    /** MariaDB's driver does not take itself for closed then. */
    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"CLOSE", "RESET", "ORPHAN"})
    void should_go_on_when_it_breaks_between_two_rows(Manner manner) throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 1");
            statement.setFetchSize(engine() == Engine.MYSQL ? Integer.MIN_VALUE : 5);
            wires.arm(new Cut(Direction.TO_CLIENT, 30, Point.INSIDE, manner));
            try (ResultSet rows = statement.executeQuery("SELECT id FROM entry ORDER BY id")) {
                for (int id = 1; id <= 50; id++) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(id);
                }
                assertThat(rows.next()).isFalse();
            }
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT note FROM entry WHERE id = 1"))
                    .isEqualTo("changed");
        }
    }

    /** Connector/J has forgotten by then that a transaction is open. */
    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void should_not_commit_a_half_when_the_answer_of_the_second_statement_breaks_off(String replay)
            throws SQLException {
        url += "&baton.replay=" + replay;
        try (Connection connection = begin()) {
            execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 1");
            wires.arm(new Cut(Direction.TO_CLIENT, 1, Point.INSIDE, Manner.RESET));
            try {
                execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 2");
                connection.commit();
            } catch (TransactionLost e) {
                assertThat(replay).isEqualTo("off");
                connection.rollback();
            }
            assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM entry WHERE note = 'changed'"))
                    .isEqualTo(replay.equals("on") ? "2" : "0");
        }
    }

    /** The driver reads the rest of the rows before it sends the next statement, which meets the break. */
    @ParameterizedTest
    @EnumSource(
            value = Manner.class,
            names = {"CLOSE", "RESET", "ORPHAN"})
    void should_go_on_when_it_breaks_in_rows_that_are_read_for_the_next_statement(Manner manner) throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(5);
            wires.arm(new Cut(Direction.TO_CLIENT, 30, Point.BEFORE, manner));
            try (ResultSet rows = statement.executeQuery("SELECT id FROM entry ORDER BY id")) {
                for (int id = 1; id <= 50; id++) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(id);
                    if (id == 3) {
                        execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 1");
                    }
                }
            }
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT note FROM entry WHERE id = 1"))
                    .isEqualTo("changed");
        }
    }

    /** The driver reads what the application did not want, too. */
    @Test
    void should_go_on_when_it_breaks_while_a_result_is_closed() throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 1");
            statement.setFetchSize(engine() == Engine.MYSQL ? Integer.MIN_VALUE : 5);
            wires.arm(new Cut(Direction.TO_CLIENT, 30, Point.BEFORE, Manner.CLOSE));
            try (ResultSet rows = statement.executeQuery("SELECT id FROM entry ORDER BY id")) {
                assertThat(rows.next()).isTrue();
            }
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT note FROM entry WHERE id = 1"))
                    .isEqualTo("changed");
        }
    }

    /** Until the last row the drivers believe that no transaction is open. */
    @ParameterizedTest
    @ValueSource(ints = {1, 50, 51})
    void should_commit_what_was_written_before_rows_that_are_fetched_one_by_one(int read) throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 1");
            statement.setFetchSize(engine() == Engine.MYSQL ? Integer.MIN_VALUE : 5);
            try (ResultSet rows = statement.executeQuery("SELECT id FROM entry ORDER BY id")) {
                for (int i = 1; i <= read; i++) {
                    assertThat(rows.next()).isEqualTo(i <= 50);
                }
            }
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT note FROM entry WHERE id = 1"))
                    .isEqualTo("changed");
        }
    }

    /** The drivers believe that there is nothing to roll back: the next COMMIT would commit it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 51})
    void should_roll_back_what_was_written_before_rows_that_are_fetched_one_by_one(int read) throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 1");
            statement.setFetchSize(engine() == Engine.MYSQL ? Integer.MIN_VALUE : 5);
            try (ResultSet rows = statement.executeQuery("SELECT id FROM entry ORDER BY id")) {
                for (int i = 1; i <= read; i++) {
                    assertThat(rows.next()).isEqualTo(i <= 50);
                }
            }
            connection.rollback();
            execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 2");
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT id FROM entry WHERE note = 'changed'"))
                    .isEqualTo("2");
        }
    }

    /** Also behind the COMMIT, where the session goes back to auto-commit mode. */
    @Test
    void should_tell_the_key_of_a_protected_write_at_whichever_message_it_breaks() throws SQLException {
        url += "&baton.autocommit=protected";
        try (Connection connection = connect()) {
            boolean happened = true;
            for (int n = 1; happened; n++) {
                Cut cut = new Cut(Direction.TO_SERVER, n, Point.BEFORE, Manner.RESET);
                wires.arm(cut);
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO person (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                    insert.setString(1, "x" + n);
                    assertThat(insert.executeUpdate()).isOne();
                    try (ResultSet keys = insert.getGeneratedKeys()) {
                        assertThat(keys.next()).isTrue();
                        assertThat(query(cluster.primary(), "SELECT id FROM person WHERE name = 'x" + n + "'"))
                                .as(cut.toString())
                                .isEqualTo(keys.getString(1));
                    }
                }
                wires.disarm();
                happened = cut.hit().isPresent();
            }
        }
    }

    /** Nothing comes from there any more, and the thread that waits for it has to be woken. */
    @Test
    void should_wake_a_call_that_a_frozen_primary_does_not_answer() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (101, 'before')");
            cluster.awaitReplicated();
            cluster.primary().freeze();
            CompletableFuture<Void> promoted =
                    CompletableFuture.runAsync(() -> cluster.promote(cluster.mostAdvancedReplica()));
            execute(connection, "INSERT INTO entry VALUES (102, 'after')");
            connection.commit();
            promoted.join();
            assertThat(query(cluster.primary(), "SELECT id FROM entry WHERE id > 100 ORDER BY id"))
                    .isEqualTo("101, 102");
        }
    }

    final void change(String sql) {
        try {
            cluster.primary().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
