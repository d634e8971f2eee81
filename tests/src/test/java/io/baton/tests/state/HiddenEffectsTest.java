/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.BatonConnection;
import io.baton.driver.FailoverException;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a session holds and what was done outside of its transaction is known by what the server says, not by what a text is called. */
class HiddenEffectsTest {

    private static SessionSite site;

    @BeforeAll
    static void start() throws SQLException {
        site = new SessionSite();
        site.asAdmin(
                "GRANT ALL ON SCHEMA public TO PUBLIC; CREATE SCHEMA s2; GRANT ALL ON SCHEMA s2 TO app; CREATE EXTENSION pgcrypto",
                "CREATE TABLE plain (n int); INSERT INTO plain VALUES (1), (2); CREATE SEQUENCE numbers",
                "CREATE FUNCTION set_tenant(t text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN "
                        + "PERFORM set_config('app.tenant', t, false); RETURN t; END $$",
                "CREATE FUNCTION draws(n int) RETURNS bigint LANGUAGE sql AS $$ SELECT setval('numbers', n) $$",
                "CREATE FUNCTION upper_note(t text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN upper(t); END $$",
                "CREATE TABLE tenants (set_tenant text); INSERT INTO tenants VALUES ('a')",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO app; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO app");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void should_pin_those_alone_who_called_a_function_that_sets() throws Exception {
        try (Connection caller = site.connect(true);
                Connection other = site.connect(true)) {
            SessionSite.rows(other, "SELECT upper_note(t.set_tenant), digest('x', 'sha256') FROM tenants t");
            SessionSite.rows(caller, "SELECT U&\"s\\0065t_tenant\"('b')");
            end(caller);
            end(other);

            assertThat(SessionSite.rows(other, "SELECT 1")).containsExactly("1");
            assertThatThrownBy(() -> SessionSite.rows(caller, "SELECT 1"))
                    .isInstanceOf(FailoverException.class)
                    .hasStackTraceContaining("function set_tenant");
            assertThat(caller.isClosed()).isTrue();
        }
    }

    @Test
    void should_not_do_again_what_a_rollback_does_not_undo() throws Exception {
        for (String text : new String[] {"SELECT setval('numbers', 100)", "SELECT \"draws\"(100)"}) {
            try (Connection connection = site.connect(true)) {
                connection.setAutoCommit(false);
                SessionSite.rows(connection, text);
                site.endAll();

                assertThatThrownBy(() -> SessionSite.rows(connection, "SELECT 1"))
                        .as(text)
                        .isInstanceOfSatisfying(
                                TransactionLost.class,
                                lost -> assertThat(lost.refusal()).isEqualTo(ReplayRefusal.EXTERNAL_EFFECT));
                connection.rollback();
                assertThat(SessionSite.rows(connection, "SELECT 1")).containsExactly("1");
            }
        }
    }

    /** Nobody counts on what a transaction has left in the session of which he was told that nothing of it took effect. */
    @Test
    void should_heal_after_a_loss_what_called_a_function_that_sets() throws Exception {
        try (Connection connection = site.connect(true)) {
            connection.setAutoCommit(false);
            for (int time = 1; time <= 2; time++) {
                SessionSite.rows(connection, "SELECT setval('numbers', 100), set_tenant('b')");
                site.endAll();
                assertThatThrownBy(() -> SessionSite.rows(connection, "SELECT 1"))
                        .isInstanceOf(TransactionLost.class);
                connection.rollback();
                assertThat(SessionSite.rows(connection, "SELECT 1")).containsExactly("1");
                connection.rollback();
            }
            SessionSite.rows(connection, "SELECT set_tenant('b')");
            connection.commit();
            site.endAll();
            assertThatThrownBy(() -> SessionSite.rows(connection, "SELECT 1")).isInstanceOf(FailoverException.class);
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void should_carry_over_what_the_session_says_it_has() throws Exception {
        try (Connection connection = site.connect(true)) {
            SessionSite.rows(connection, "SELECT CASE WHEN false THEN set_config('app.tenant', 'b', false) END");
            SessionSite.rows(connection, "SELECT 1");
            endAndGoOn(connection);
            assertThat(SessionSite.rows(connection, "SELECT current_setting('app.tenant', true)"))
                    .containsExactly((String) null);

            SessionSite.rows(connection, "SELECT CASE WHEN true THEN set_config('app.tenant', 'c', false) END");
            SessionSite.execute(connection, "DO $$ BEGIN SET work_mem = '5MB'; END $$");
            SessionSite.rows(connection, "SELECT 1");
            endAndGoOn(connection);
            assertThat(SessionSite.rows(
                            connection, "SELECT current_setting('app.tenant') || current_setting('work_mem')"))
                    .containsExactly("c5MB");
        }
    }

    /** As frameworks for many tenants send it with each connection that is borrowed. */
    @Test
    void should_carry_over_a_variable_whose_name_is_bound() throws Exception {
        try (Connection connection = site.connect(true);
                PreparedStatement set = connection.prepareStatement("SELECT \"set_config\"(?, ?, ?)")) {
            for (String tenant : new String[] {"a", "b"}) {
                set.setString(1, "app.tenant");
                set.setString(2, tenant);
                set.setBoolean(3, false);
                set.executeQuery().close();
                SessionSite.rows(connection, "SELECT 1");
            }
            assertThat(connection.unwrap(BatonConnection.class).pins()).isEmpty();
            endAndGoOn(connection);
            assertThat(SessionSite.rows(connection, "SELECT current_setting('app.tenant')"))
                    .containsExactly("b");
        }
    }

    @Test
    void should_let_go_only_when_the_session_has_nothing_left() throws Exception {
        try (Connection connection = site.connect(true)) {
            BatonConnection baton = connection.unwrap(BatonConnection.class);
            SessionSite.execute(connection, "CREATE TEMP TABLE plain (n int)");
            SessionSite.execute(connection, "DROP TABLE IF EXISTS s2.plain");
            SessionSite.rows(connection, "SELECT pg_advisory_lock(7), pg_advisory_lock(7)");
            SessionSite.rows(connection, "SELECT pg_advisory_unlock(7)");
            assertThat(baton.pins())
                    .hasSize(2)
                    .anyMatch(pin -> pin.contains("plain"))
                    .anyMatch(pin -> pin.contains("lock"));
            SessionSite.rows(connection, "SELECT pg_advisory_unlock(7)");
            SessionSite.execute(connection, "DROP TABLE \"plain\"");
            assertThat(baton.pins()).isEmpty();
            endAndGoOn(connection);
            assertThat(SessionSite.rows(connection, "SELECT count(*) FROM plain"))
                    .containsExactly("2");
        }
    }

    /** The copy is gone with its session: what was meant for it must not hit the table whose name it has. */
    @Test
    void should_not_delete_from_the_table_that_a_copy_stood_before() throws Exception {
        try (Connection connection = site.connect(true)) {
            SessionSite.execute(connection, "SELECT n INTO pg_temp.plain FROM public.plain");
            end(connection);
            assertThatThrownBy(() -> SessionSite.execute(connection, "DELETE FROM plain"))
                    .isInstanceOf(SQLException.class);
            assertThat(connection.isClosed()).isTrue();
        }
        try (Connection connection = site.connect(true)) {
            assertThat(SessionSite.rows(connection, "SELECT count(*) FROM plain"))
                    .containsExactly("2");
        }
    }

    @Test
    void should_replay_a_migration_and_hold_nothing_after_it() throws Exception {
        try (Connection connection = site.connect(true)) {
            connection.setAutoCommit(false);
            SessionSite.execute(connection, "CREATE TABLE made (n int)");
            SessionSite.execute(connection, "INSERT INTO made VALUES (1)");
            site.endAll();
            SessionSite.execute(connection, "INSERT INTO made VALUES (2)");
            connection.commit();
            site.endAll();
            assertThat(SessionSite.rows(connection, "SELECT count(*) FROM made"))
                    .containsExactly("2");
            connection.rollback();
        }
    }

    private static void end(Connection connection) throws SQLException {
        site.end(SessionSite.number(connection));
    }

    private static void endAndGoOn(Connection connection) throws SQLException {
        end(connection);
        assertThat(SessionSite.rows(connection, "SELECT 1")).containsExactly("1");
    }
}
