/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.Sql;
import io.baton.tests.answers.TiedSessionTest.Place;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What keeps an open transaction from being replayed.
 *
 * @param state what the application is told where nothing else is lost
 */
record Refusal(String name, String options, Tie.Step cause, String state) {

    private static Refusal text(String name, String text) {
        return new Refusal(name, "", connection -> Sql.execute(connection, text), "40001");
    }

    static List<Refusal> of(Place place) {
        List<Refusal> all = new ArrayList<>(List.of(
                text("a hint", "/*@noreplay*/ SELECT 1"),
                new Refusal("switched off", "&baton.replay=off", Refusal::write, "40001"),
                new Refusal("too many calls", "&baton.replayCalls=1", Refusal::write, "40001"),
                new Refusal("too much data", "&baton.replayMemory=1024", Refusal::writeMuch, "40001"),
                new Refusal("scrolled", "", Refusal::scroll, "40001")));
        all.add(new Refusal(
                "rows that differ",
                "",
                connection -> Rows.of(
                        connection, place == Place.POSTGRES ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()"),
                "40001"));
        if (place == Place.POSTGRES) {
            all.add(text("a sequence that is set", "SELECT setval('numbers', 5)"));
        } else {
            all.add(new Refusal(
                    "what is kept",
                    "",
                    connection -> Sql.execute(connection, "/*@noreplay*/ SELECT keeps()"),
                    "08007"));
        }
        return all;
    }

    private static void write(Connection connection) throws SQLException {
        Sql.execute(connection, "INSERT INTO plain VALUES (2)");
        Sql.execute(connection, "INSERT INTO plain VALUES (3)");
    }

    private static void writeMuch(Connection connection) throws SQLException {
        for (int n = 0; n < 20; n++) {
            Rows.update(connection, "INSERT INTO plain VALUES (?)", n);
        }
    }

    private static void scroll(Connection connection) throws SQLException {
        write(connection);
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = statement.executeQuery("SELECT n FROM plain")) {
            rows.last();
        }
    }
}
