/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.driver.TransactionLost;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidShape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether a transaction is open, and whether each statement is one of its own, is what the server says. */
abstract class GtidModeTests extends GtidClusterTest {

    GtidModeTests(Engine engine) {
        super(engine);
    }

    @Override
    final GtidShape shape(Engine of) {
        return GtidShape.single(of);
    }

    /** With what the sessions of the vendor's driver begin without auto-commit. */
    abstract String parameterThatSwitchesItOff();

    @AfterEach
    final void dropProcedures() throws SQLException {
        for (String name : new String[] {"off", "off_and_fail", "open_and_fail", "deadlocks"}) {
            cluster.primary().executeAsAdmin("DROP PROCEDURE IF EXISTS `" + name + "`");
        }
    }

    /** Not within a transaction: in the next session it is another one, which the application has seen then. */
    private static String id(Connection connection) throws SQLException {
        String id = query(connection, "SELECT CONNECTION_ID()");
        execute(connection, "COMMIT");
        return id;
    }

    /** The servers take no transaction for open before a table is touched. */
    @Test
    void should_keep_a_savepoint_that_was_made_first() throws Exception {
        try (Connection connection = begin()) {
            String id = id(connection);
            Savepoint first = connection.setSavepoint();
            assertThatThrownBy(() -> query(connection, "SELECT * FROM nothing_here"))
                    .isInstanceOf(SQLException.class);
            loseSession(id);
            connection.rollback(first);
            execute(connection, "INSERT INTO entry VALUES (1, 'a')");
            connection.commit();

            id = id(connection);
            execute(connection, "SAVEPOINT second");
            loseSession(id);
            execute(connection, "ROLLBACK TO second", "INSERT INTO entry VALUES (2, 'b')");
            connection.commit();
            assertThat(rows()).isEqualTo(2);
        }
    }

    private void loseSession(String id) throws SQLException {
        cluster.primary().executeAsAdmin("KILL " + id);
        Awaitility.await()
                .until(() -> cluster.primary()
                                .queryLongAsAdmin(
                                        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = " + id)
                        == 0);
    }

    private long rows() throws SQLException {
        return cluster.primary().queryLongAsAdmin("SELECT COUNT(*) FROM entry");
    }

    private void shouldKeepAllThree(Connection connection, String commit) throws SQLException {
        String id = id(connection);
        execute(connection, "INSERT INTO entry VALUES (1, 'a')", "INSERT INTO entry VALUES (2, 'b')");
        assertThat(rows()).as("committed already").isZero();
        loseSession(id);
        execute(connection, "INSERT INTO entry VALUES (3, 'c')", commit);
        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void should_know_by_the_url_that_a_session_begins_without_auto_commit() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url + parameterThatSwitchesItOff())) {
            shouldKeepAllThree(connection, "COMMIT");
        }
    }

    @Test
    void should_know_when_a_text_has_switched_it_off() throws SQLException {
        for (String text : new String[] {
            "SET autocommit = 0",
            "SET @@SESSION.`autocommit` = OFF",
            "SET @x = 0, autocommit = 0",
            "set /* */ autocommit:=false"
        }) {
            cluster.primary().executeAsAdmin("DELETE FROM entry");
            try (Connection connection = connect()) {
                execute(connection, text);
                shouldKeepAllThree(connection, "COMMIT");
            }
        }
    }

    @Test
    void should_switch_it_on_after_a_text_has_switched_it_off() throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "SET autocommit = 0", "INSERT INTO entry VALUES (1, 'a')");
            connection.setAutoCommit(true);
            assertThat(rows()).isEqualTo(1);
            execute(connection, "INSERT INTO entry VALUES (2, 'b')");
            assertThat(rows()).isEqualTo(2);
        }
    }

    /** What it commits at once must not be done again when the session is lost. */
    @Test
    void should_know_when_a_text_has_switched_it_on() throws SQLException {
        try (Connection connection = begin()) {
            String id = id(connection);
            execute(connection, "SET autocommit = 1", "INSERT INTO entry VALUES (1, 'a')");
            loseSession(id);
            assertThat(query(connection, "SELECT id FROM entry")).isEqualTo("1");
        }
    }

    @Test
    void should_not_lose_in_silence_what_a_procedure_has_begun() throws SQLException {
        cluster.primary()
                .executeAsAdmin("CREATE DEFINER=app@'%' PROCEDURE off() BEGIN SET autocommit = 0;"
                        + " INSERT INTO entry VALUES (1, 'a'); END");
        try (Connection connection = connect()) {
            String id = id(connection);
            execute(connection, "CALL off()");
            loseSession(id);
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (2, 'b')"))
                    .isInstanceOf(TransactionLost.class);
            assertThat(rows()).isZero();
            connection.rollback();
            shouldKeepAllThree(connection, "COMMIT"); // Without auto-commit, as the procedure left it.
        }
    }

    @Test
    void should_ask_what_a_procedure_that_failed_has_left() throws SQLException {
        cluster.primary()
                .executeAsAdmin(
                        "CREATE DEFINER=app@'%' PROCEDURE open_and_fail() BEGIN START TRANSACTION; INSERT INTO entry VALUES (1, 'a');"
                                + " SIGNAL SQLSTATE '08006' SET MESSAGE_TEXT = 'own'; END");
        try (Connection connection = connect()) {
            String id = id(connection);
            assertThatThrownBy(() -> execute(connection, "CALL open_and_fail()"))
                    .hasMessageContaining("own");
            loseSession(id);
            assertThatThrownBy(() -> query(connection, "SELECT 1")).isInstanceOf(TransactionLost.class);
        }
    }

    @Test
    void should_begin_as_the_server_begins_sessions() throws SQLException {
        cluster.primary().executeAsAdmin("SET GLOBAL init_connect = 'SET autocommit = 0'");
        try (Connection connection = connect();
                Connection vendors = cluster.primary().connect()) {
            assertThat(connection.getAutoCommit()).isEqualTo(vendors.getAutoCommit());
            assertThat(query(connection, "SELECT @@autocommit")).isEqualTo(query(vendors, "SELECT @@autocommit"));
            boolean commits = query(vendors, "SELECT @@autocommit").equals("1");
            String id = id(connection);
            execute(connection, "INSERT INTO entry VALUES (1, 'a')");
            assertThat(rows()).isEqualTo(commits ? 1 : 0);
            loseSession(id);
            if (!commits) {
                execute(connection, "INSERT INTO entry VALUES (2, 'b')", "COMMIT");
                assertThat(rows()).isEqualTo(2);
            }
        } finally {
            cluster.primary().executeAsAdmin("SET GLOBAL init_connect = ''");
        }
    }

    @Test
    void should_work_under_a_pool_with_its_defaults() throws SQLException {
        insertThroughPool(cluster.primary().jdbcUrl() + parameterThatSwitchesItOff());
        long withoutBaton = rows();
        insertThroughPool(url + parameterThatSwitchesItOff());
        assertThat(rows()).isEqualTo(2 * withoutBaton);
    }

    private static void insertThroughPool(String itsUrl) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(itsUrl);
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            for (int i = 0; i < 3; i++) {
                try (Connection connection = pool.getConnection()) {
                    execute(connection, "INSERT INTO entry VALUES (1, 'a')");
                }
            }
        }
    }

    /** Both get a lock of their own and then want the other's: an error 1213 that rolls back nothing, on MariaDB. */
    @Test
    void should_keep_what_the_server_keeps_when_user_locks_are_deadlocked() throws Exception {
        try (Connection connection = begin();
                Connection other = cluster.primary().connect()) {
            execute(connection, "SELECT GET_LOCK('one', 9)", "INSERT INTO entry VALUES (1, 'a')");
            execute(other, "SELECT GET_LOCK('two', 9)");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    execute(other, "SELECT GET_LOCK('one', 9)");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            Awaitility.await()
                    .until(() -> cluster.primary()
                                    .queryLongAsAdmin("SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                                            + " WHERE INFO LIKE 'SELECT GET_LOCK%' AND INFO NOT LIKE '%PROCESSLIST%'")
                            > 0);
            assertThatThrownBy(() -> query(connection, "SELECT GET_LOCK('two', 9)"))
                    .isInstanceOf(SQLException.class);
            connection.commit();
            assertThat(rows()).isEqualTo(1);
            execute(connection, "SELECT RELEASE_LOCK('one')");
            waiting.join();
        }
    }

    /** A deadlock that a procedure caught and raised as something else: nothing of it must be done again. */
    @Test
    void should_not_do_again_what_was_rolled_back_under_another_name() throws Exception {
        cluster.primary().executeAsAdmin("INSERT INTO person (id, name) VALUES (1, 'x'), (2, 'y')");
        cluster.primary()
                .executeAsAdmin("CREATE DEFINER=app@'%' PROCEDURE deadlocks() BEGIN"
                        + " DECLARE EXIT HANDLER FOR SQLEXCEPTION SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'renamed';"
                        + " UPDATE person SET name = 'p' WHERE id = 2; END");
        try (Connection connection = begin();
                Connection other = cluster.primary().connect()) {
            String id = id(connection);
            other.setAutoCommit(false);
            execute(other, "INSERT INTO entry VALUES (101, 'h'), (102, 'h'), (103, 'h'), (104, 'h'), (105, 'h')");
            execute(other, "UPDATE person SET name = 'o' WHERE id = 2");
            execute(connection, "INSERT INTO entry VALUES (1, 'a')", "UPDATE person SET name = 'c' WHERE id = 1");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    execute(other, "UPDATE person SET name = 'o' WHERE id = 1");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            awaitLockWait();
            assertThatThrownBy(() -> execute(connection, "CALL deadlocks()")).hasMessageContaining("renamed");
            waiting.join();
            other.rollback();
            loseSession(id);
            execute(connection, "INSERT INTO entry VALUES (3, 'c')");
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT id FROM entry")).isEqualTo("3");
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(e.getMessage()).isIn("40001", "08007");
            assertThat(rows()).isZero();
        }
    }

    /** The server has rolled back a write that is protected: what comes after is none of its transaction. */
    @Test
    void should_commit_what_comes_after_a_deadlock_of_a_protected_write() throws Exception {
        cluster.primary().executeAsAdmin("INSERT INTO person (id, name) VALUES (1, 'x'), (2, 'y')");
        try (Connection connection = DriverManager.getConnection(url + "&baton.autocommit=protected");
                Connection other = cluster.primary().connect()) {
            other.setAutoCommit(false);
            execute(other, "INSERT INTO entry VALUES (101, 'h'), (102, 'h'), (103, 'h'), (104, 'h')");
            execute(other, "UPDATE person SET name = 'o' WHERE id = 2");
            CompletableFuture<SQLException> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    execute(connection, "UPDATE person SET name = 'c' WHERE id > 0 ORDER BY id");
                    throw new IllegalStateException("there was to be a deadlock");
                } catch (SQLException e) {
                    return e;
                }
            });
            awaitLockWait();
            execute(other, "UPDATE person SET name = 'o' WHERE id = 1");
            assertThat(waiting.join().getErrorCode()).isEqualTo(1213);
            other.rollback();
            execute(connection, "INSERT INTO entry VALUES (1, 'a')");
            assertThat(query(connection, "SELECT @@autocommit")).isEqualTo("1");
            assertThat(rows()).isEqualTo(1);
        }
    }

    /** MariaDB goes on in another transaction after a deadlock, if BEGIN began this one; MySQL does not. */
    @Test
    void should_go_on_after_a_deadlock_as_the_server_does() throws Exception {
        cluster.primary().executeAsAdmin("INSERT INTO person (id, name) VALUES (1, 'x'), (2, 'y')");
        long withoutBaton = rowsSeenAfterDeadlock(cluster.primary().jdbcUrl());
        assertThat(rowsSeenAfterDeadlock(url)).isEqualTo(withoutBaton);
    }

    private long rowsSeenAfterDeadlock(String itsUrl) throws Exception {
        cluster.primary().executeAsAdmin("DELETE FROM entry");
        try (Connection connection = DriverManager.getConnection(itsUrl);
                Connection other = cluster.primary().connect()) {
            String id = query(connection, "SELECT CONNECTION_ID()");
            other.setAutoCommit(false);
            execute(other, "INSERT INTO entry VALUES (101, 'h'), (102, 'h'), (103, 'h'), (104, 'h')");
            execute(other, "UPDATE person SET name = 'o' WHERE id = 2");
            execute(connection, "BEGIN", "UPDATE person SET name = 'c' WHERE id = 1");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    execute(other, "UPDATE person SET name = 'o' WHERE id = 1");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            awaitLockWait();
            assertThatThrownBy(() -> execute(connection, "UPDATE person SET name = 'c' WHERE id = 2"))
                    .isInstanceOf(SQLException.class);
            waiting.join();
            other.rollback();
            execute(connection, "INSERT INTO entry VALUES (1, 'a')");
            long seen = rows();
            if (itsUrl.equals(url)) {
                loseSession(id);
                if (seen == 0) {
                    assertThatThrownBy(() -> query(connection, "SELECT 1")).isInstanceOf(TransactionLost.class);
                } else {
                    assertThat(query(connection, "SELECT COUNT(*) FROM entry")).isEqualTo("1");
                }
            }
            return seen;
        }
    }

    private void awaitLockWait() {
        Awaitility.await()
                .until(() -> cluster.primary()
                                .queryLongAsAdmin("SELECT COUNT(*) FROM information_schema.INNODB_TRX"
                                        + " WHERE trx_state = 'LOCK WAIT'")
                        > 0);
    }
}
