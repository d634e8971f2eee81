/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told as unknown is there as a whole or not at all, unless the exception says that a part of it may be. */
class InPartTest {

    /** What is called, of rows 1 to 3. */
    private interface Writing {
        void by(Connection connection) throws SQLException;
    }

    private record Case(String name, boolean inPart, Writing writing) {}

    private static Case text(boolean inPart, String sql) {
        return new Case(sql, inPart, connection -> Sql.execute(connection, sql));
    }

    private static void batch(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int n = 1; n <= 3; n++) {
                statement.addBatch("INSERT INTO item VALUES (" + n + ")");
            }
            statement.executeBatch();
        }
    }

    /** Cuts at every message and in each direction; returns how often a part was there. */
    private static int judge(Site site, Case work) throws SQLException {
        int parts = 0;
        for (Fault fault : List.of(Fault.LOST_REQUEST, Fault.LOST_ANSWER)) {
            for (int message = 1; ; message++) {
                site.asAdmin(List.of("DELETE FROM item"));
                CommitOutcomeUnknown told = null;
                var cut = fault.at(message, hit -> {});
                try (Connection connection = DriverManager.getConnection(site.batonsUrl("&allowMultiQueries=true"))) {
                    site.wires().arm(cut);
                    work.writing().by(connection);
                } catch (CommitOutcomeUnknown e) {
                    told = e;
                }
                site.wires().disarm();
                site.wires().release();
                if (cut.hit().isEmpty()) {
                    break;
                }
                site.awaitEnd(cut.hit().get().backend());
                String there = site.read(List.of("SELECT count(*) FROM item"));
                if (told == null) {
                    continue;
                }
                boolean part = !there.equals("[0]") && !there.equals("[3]");
                parts += part ? 1 : 0;
                assertThat(told.mayBeInPart()).as(work.name()).isEqualTo(work.inPart());
                assertThat(part && !told.mayBeInPart())
                        .as(work.name() + " left " + there)
                        .isFalse();
                assertThat(told.getMessage().contains("in part")).isEqualTo(work.inPart());
            }
        }
        return parts;
    }

    private static void judge(Site site, List<Case> works) throws SQLException {
        List<String> left = new ArrayList<>();
        for (Case work : works) {
            left.add(judge(site, work) + " x in part: " + work.name());
        }
        System.out.println(left);
    }

    @Test
    void should_say_where_a_part_may_be_there_on_postgres() throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(List.of(
                    "CREATE TABLE item (n int)",
                    "GRANT ALL ON item TO app",
                    "CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO item VALUES (1); COMMIT;"
                            + " INSERT INTO item VALUES (2), (3); END $$"));
            judge(
                    site,
                    List.of(
                            text(false, "INSERT INTO item VALUES (1), (2), (3)"),
                            text(false, "INSERT INTO item VALUES (1); INSERT INTO item VALUES (2), (3)"),
                            text(true, "INSERT INTO item VALUES (1); COMMIT; INSERT INTO item VALUES (2), (3)"),
                            text(true, "CALL fill()"),
                            new Case("batch", true, InPartTest::batch)));
        }
    }

    @Test
    void should_say_where_a_part_may_be_there_on_mariadb() throws Exception {
        try (Site site = Site.of(Engine.MARIADB)) {
            site.asAdmin(
                    List.of(
                            "CREATE TABLE item (n int)",
                            "CREATE PROCEDURE fill() BEGIN INSERT INTO item VALUES (1); INSERT INTO item VALUES (2), (3); END"));
            judge(
                    site,
                    List.of(
                            text(false, "INSERT INTO item VALUES (1), (2), (3)"),
                            text(true, "INSERT INTO item VALUES (1); INSERT INTO item VALUES (2), (3)"),
                            text(true, "CALL fill()"),
                            new Case("batch", true, InPartTest::batch)));
        }
    }
}
