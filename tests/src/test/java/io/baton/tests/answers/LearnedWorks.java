/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static io.baton.tests.answers.Rows.update;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Transactions that learn something about the rows of a table by one of the ways that JDBC has, and write down what they
 * learned beside what is true in the transaction that is committed. Somebody else inserts a row at the moment of the fault.
 */
final class LearnedWorks {

    /** How a number of rows, or whether there are any, is learned without reading it as a value. */
    @FunctionalInterface
    interface Lesson {
        long learn(Connection connection) throws SQLException;
    }

    private LearnedWorks() {}

    /** The lessons that every database has. */
    static List<Work> onAll() {
        List<Work> works = new ArrayList<>();
        works.add(any("isBeforeFirst", c -> withRows(c, rows -> rows.isBeforeFirst() ? 1 : 0)));
        works.add(any("isBeforeFirst, then closed", c -> {
            try (PreparedStatement select = c.prepareStatement("SELECT n FROM item");
                    ResultSet rows = select.executeQuery()) {
                return rows.isBeforeFirst() ? 1 : 0;
            }
        }));
        works.add(any("isBeforeFirst of a plain statement", c -> {
            try (Statement select = c.createStatement();
                    ResultSet rows = select.executeQuery("SELECT n FROM item")) {
                return rows.isBeforeFirst() ? 1 : 0;
            }
        }));
        works.add(any("next", c -> withRows(c, rows -> rows.next() ? 1 : 0)));
        works.add(counted(
                "isLast",
                c -> withRows(c, rows -> {
                    rows.next();
                    return rows.isLast() ? 1 : 2;
                })));
        works.add(counted(
                "getRow at the end",
                c -> withRows(c, rows -> {
                    int last = 0;
                    while (rows.next()) {
                        last = rows.getRow();
                    }
                    return last;
                })));
        works.add(counted("rows scrolled", c -> {
            try (Statement select = c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                    ResultSet rows = select.executeQuery("SELECT n FROM item")) {
                rows.last();
                return rows.getRow();
            }
        }));
        return works;
    }

    /** Those that change the rows; on MySQL their locks would keep the other one waiting. */
    static List<Work> changing() {
        return List.of(
                counted("the count of an update", c -> update(c, "UPDATE item SET n = n + 1")),
                counted("the count of a failed batch", LearnedWorks::failedBatch));
    }

    private static long failedBatch(Connection connection) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("UPDATE item SET n = n + 1");
            statement.addBatch("INSERT INTO outcome (learned) VALUES (NULL)");
            statement.executeBatch();
            throw new IllegalStateException("it did not fail");
        } catch (BatchUpdateException e) {
            LearnedTest.undo(connection, savepoint, e);
            return e.getUpdateCounts()[0] >= 0
                    ? e.getUpdateCounts()[0]
                    : Rows.of(connection, "SELECT n FROM item")
                            .chars()
                            .filter(c -> c == ']')
                            .count();
        }
    }

    /** Whether there is any row. */
    static Work any(String name, Lesson lesson) {
        return work(name, lesson, "SELECT ?, CASE WHEN count(*) > 0 THEN 1 ELSE 0 END FROM item", false);
    }

    /** How many rows there are. */
    static Work counted(String name, Lesson lesson) {
        return work(name, lesson, "SELECT ?, count(*) FROM item", true);
    }

    private static Work work(String name, Lesson lesson, String truth, boolean oneAtFirst) {
        Program program = (connection, done) -> {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            long learned = lesson.learn(connection);
            update(connection, "INSERT INTO outcome (learned, so) " + truth, learned);
            connection.commit();
            return "";
        };
        return Work.of(name, program, "SELECT count(*), sum(CASE WHEN learned = so THEN 1 ELSE 0 END) FROM outcome")
                .before(
                        "DELETE FROM outcome",
                        "DELETE FROM item",
                        oneAtFirst ? "INSERT INTO item VALUES (1)" : "DELETE FROM item")
                .meanwhile("INSERT INTO item VALUES (2)");
    }

    /** Something that is asked of rows which have not been stepped on. */
    @FunctionalInterface
    private interface Question {
        long ask(ResultSet rows) throws SQLException;
    }

    private static long withRows(Connection connection, Question question) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT n FROM item");
                ResultSet rows = select.executeQuery()) {
            return question.ask(rows);
        }
    }

    /** What the server says beside the results of a statement. */
    static long number(SQLWarning warning) {
        return number(String.valueOf(warning.getMessage()));
    }

    /** The last number in a sentence. */
    static long number(String sentence) {
        String line = sentence.lines().findFirst().orElse("");
        return Pattern.compile("\\d+")
                .matcher(line)
                .results()
                .mapToLong(number -> Long.parseLong(number.group()))
                .reduce(-1, (before, last) -> last);
    }
}
