/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.ClusterShape;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** A notification is sent by the COMMIT of a transaction that has no id until then. */
class NotifyOutcomeTest extends CutterTest {

    @Override
    ClusterShape shape() {
        return ClusterShape.single();
    }

    @Override
    String options() {
        return "";
    }

    @BeforeEach
    void makeFunction() throws SQLException {
        makeLedger();
        cluster.primary()
                .execute("CREATE FUNCTION tell(text) RETURNS void LANGUAGE sql AS $$ SELECT pg_notify('news', $1) $$");
    }

    @ParameterizedTest(name = "{0} with {1}, the COMMIT arrives: {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "NOTIFY news, 'a'; probe; true",
                "NOTIFY news, 'a'; probe; false",
                "NOTIFY news, 'a'; ledger; true",
                "NOTIFY news, 'a'; ledger; false",
                "SELECT pg_notify('news', 'a'); probe; true",
                "SELECT pg_notify('news', 'a'); probe; false",
                "SELECT pg_notify('news', 'a'); ledger; false",
                "SELECT tell('a'); probe; true",
                "SELECT tell('a'); probe; false",
                "SELECT tell('a'); ledger; true",
                "SELECT tell('a'); ledger; false"
            })
    void should_notify_once_or_say_that_nobody_knows(String sql, String means, boolean arrives) throws SQLException {
        url += "&baton.commitOutcome=" + means;
        try (Connection listener = cluster.primary().connect();
                Connection connection = begin()) {
            execute(listener, "LISTEN news");
            execute(connection, sql);
            if (arrives) {
                cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
            } else {
                cutter.dropAt("COMMIT");
            }
            String told = "nothing";
            try {
                connection.commit();
            } catch (SQLException e) {
                told = e.getSQLState();
            }
            int heard = heard(listener);
            System.out.println(sql + ", " + means + ", " + arrives + ": told " + told + ", heard " + heard);
            switch (told) {
                case "nothing" -> assertThat(heard).isEqualTo(1);
                case "08007" -> assertThat(heard).isBetween(0, 1);
                default -> assertThat(heard).as(told).isZero();
            }
        }
    }

    /** Until nothing comes any more. */
    private static int heard(Connection listener) throws SQLException {
        int heard = 0;
        PGNotification[] some;
        do {
            some = listener.unwrap(PGConnection.class).getNotifications(200);
            heard += some == null ? 0 : some.length;
        } while (some != null && some.length > 0);
        return heard;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT tell('a')", "SELECT pg_notify('news', 'a')"})
    void should_not_notify_twice_in_auto_commit_mode(String sql) throws SQLException {
        try (Connection listener = cluster.primary().connect();
                Connection connection = connect()) {
            connection.setReadOnly(true);
            execute(listener, "LISTEN news");
            cutter.cutAfter("SELECT", AnswerCutter.Side.BOTH);
            String told = "nothing";
            try {
                execute(connection, sql);
            } catch (SQLException e) {
                told = e.getSQLState();
            }
            assertThat(heard(listener)).isEqualTo(1);
            assertThat(told).isEqualTo("08007");
        }
    }
}
