/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever texts a session has run: the next one is the same as far as the server shows it, or the application is told. */
class MariaDbGeneratedTextsTest {

    private static final long SEED = Long.getLong("baton.texts.seed", 14);
    private static final int SESSIONS = Integer.getInteger("baton.texts.sessions", 120);

    /** Of each session and each moment. */
    private static final String SETTINGS = "SELECT JSON_ARRAYAGG(CONCAT(VARIABLE_NAME, '=', VARIABLE_VALUE) ORDER BY 1)"
            + " FROM information_schema.SESSION_VARIABLES WHERE VARIABLE_NAME NOT IN ('PSEUDO_THREAD_ID', 'TIMESTAMP', 'RAND_SEED1',"
            + " 'RAND_SEED2', 'LAST_INSERT_ID', 'IDENTITY', 'WARNING_COUNT', 'ERROR_COUNT', 'LAST_GTID', 'GTID_BINLOG_POS',"
            + " 'GTID_BINLOG_STATE', 'GTID_CURRENT_POS', 'IN_TRANSACTION', 'ERROR_COUNT', 'INSERT_ID')";

    private static final List<String> QUESTIONS = List.of(
            "SELECT DATABASE()",
            SETTINGS,
            "SELECT JSON_ARRAYAGG(CONCAT_WS(' ', VARIABLE_NAME, VARIABLE_VALUE, VARIABLE_TYPE, CHARACTER_SET_NAME) ORDER BY 1)"
                    + " FROM information_schema.USER_VARIABLES WHERE VARIABLE_VALUE IS NOT NULL",
            "SELECT IS_USED_LOCK('l0') = CONNECTION_ID(), IS_USED_LOCK('l1') = CONNECTION_ID()",
            "SELECT COUNT(*) FROM app.t0",
            "SELECT COUNT(*) FROM app.t1",
            "SELECT COUNT(*) FROM other.t0",
            "SELECT COUNT(*) FROM other.t1");

    /** They would tie a session of Baton's to its node, so that a session of the vendor's is asked what they answer. */
    private static final List<String> TYING =
            List.of("EXECUTE p0", "EXECUTE p1", "HANDLER h0 READ FIRST", "HANDLER h1 READ FIRST");

    @Test
    void should_have_the_same_session_or_tell() throws Exception {
        Random random = new Random(SEED);
        int same = 0;
        List<String> different = new ArrayList<>();
        try (Site site = Site.of(Engine.MARIADB)) {
            site.asAdmin(List.of(
                    "CREATE DATABASE other",
                    "GRANT ALL ON other.* TO app@'%'",
                    "CREATE PROCEDURE sets() BEGIN SET @v0 = 'by a procedure'; END",
                    "CREATE FUNCTION f_sets() RETURNS INT NO SQL BEGIN SET @v1 = 'by a function'; RETURN 1; END",
                    "CREATE VIEW v_sets AS SELECT f_sets() AS one",
                    "CREATE TABLE triggered (a INT)",
                    "CREATE VIEW v_triggered AS SELECT a FROM triggered",
                    "CREATE TRIGGER tr BEFORE INSERT ON triggered FOR EACH ROW SET @v0 = 'by a trigger'"));
            for (int i = 0; i < SESSIONS; i++) {
                List<String> texts = new ArrayList<>();
                String difference = difference(site, new Disguise(random), 1 + random.nextInt(3), texts);
                if (difference == null) {
                    continue;
                }
                same++;
                if (!difference.isEmpty()) {
                    different.add(texts + ": " + difference);
                }
            }
        }
        System.out.println("sessions: " + SESSIONS + ", went on: " + same + ", differ: " + different.size());
        assertThat(different).as("seed " + SEED).isEmpty();
    }

    /** Null when the application was told; empty when there is none. */
    private static String difference(Site site, Disguise disguise, int size, List<String> texts) throws SQLException {
        List<String> ofVendor = ofVendor(site, disguise, size, texts);
        try (Connection connection = DriverManager.getConnection(site.batonsUrl(""))) {
            texts.forEach(text -> run(connection, text));
            List<String> before = answers(connection, QUESTIONS);
            int session = (int) Sql.queryLong(connection, "SELECT CONNECTION_ID()");
            site.end(session);
            site.awaitEnd(session);
            try {
                Sql.queryLong(connection, "SELECT 1");
            } catch (SQLException e) {
                assertThat(e.getSQLState()).startsWith("08");
                return null;
            }
            before.addAll(ofVendor);
            List<String> after = answers(connection, QUESTIONS);
            after.addAll(answers(connection, TYING));
            return after.equals(before) ? "" : only(before, after) + " became " + only(after, before);
        }
    }

    private static List<String> ofVendor(Site site, Disguise disguise, int size, List<String> texts)
            throws SQLException {
        int session;
        List<String> answers;
        try (Connection connection = DriverManager.getConnection(site.vendorsUrl(""))) {
            session = (int) Sql.queryLong(connection, "SELECT CONNECTION_ID()");
            while (texts.size() < size) {
                String text = disguise.next();
                if (run(connection, text) || disguise.keepsRefused()) {
                    texts.add(text);
                }
            }
            answers = answers(connection, TYING);
        }
        site.awaitEnd(session);
        return answers;
    }

    /** Whether the server takes it: a disguise may not suit it. */
    private static boolean run(Connection connection, String text) {
        try {
            Sql.execute(connection, text);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static List<String> only(List<String> mine, List<String> others) {
        List<String> parts = parts(mine);
        parts.removeAll(parts(others));
        return parts;
    }

    private static List<String> parts(List<String> answers) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            for (String part : answers.get(i).split(",", -1)) {
                parts.add(i + ": " + part);
            }
        }
        return parts;
    }

    private static List<String> answers(Connection connection, List<String> questions) throws SQLException {
        List<String> answers = new ArrayList<>();
        for (String question : questions) {
            try {
                answers.add(Rows.of(connection, question));
            } catch (SQLException e) {
                if (String.valueOf(e.getSQLState()).startsWith("08")) {
                    throw e;
                }
                answers.add("refused " + e.getErrorCode());
            }
        }
        return answers;
    }
}
