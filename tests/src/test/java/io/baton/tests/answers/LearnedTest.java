/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static io.baton.tests.answers.LearnedWorks.counted;
import static io.baton.tests.answers.LearnedWorks.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever an application has learned in a transaction is true in the one that is committed, by whichever method it learned. */
class LearnedTest {

    /** Of the messages of a run; those behind the lesson are many. */
    private static final int EVERY = Integer.getInteger("baton.answers.every", 3);

    private static final Set<Fault> FAULTS = EnumSet.of(Fault.LOST_REQUEST, Fault.TORN_ANSWER);

    private static final List<Work> ON_POSTGRES = List.of(
            counted("the text of a notice", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DO $$ BEGIN RAISE NOTICE 'there are %', (SELECT count(*) FROM item); END $$");
                    return number(statement.getWarnings());
                }
            }),
            counted("the second notice", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DO $$ BEGIN RAISE NOTICE 'there are 7';"
                            + " RAISE NOTICE 'there are %', (SELECT count(*) FROM item); END $$");
                    SQLWarning second = statement.getWarnings().getNextWarning();
                    return number(second);
                }
            }),
            counted("the message of a failure", connection -> failure(connection, """
                    DO $$ BEGIN RAISE 'there are %', (SELECT count(*) FROM item); END $$""")),
            counted("the message of a failure of a batch", connection -> {
                Savepoint savepoint = connection.setSavepoint();
                try (Statement statement = connection.createStatement()) {
                    statement.addBatch("DO $$ BEGIN RAISE 'there are %', (SELECT count(*) FROM item); END $$");
                    statement.executeBatch();
                    throw new IllegalStateException("it did not fail");
                } catch (SQLException e) {
                    undo(connection, savepoint, e);
                    return number(String.valueOf(e.getNextException().getMessage()));
                }
            }),
            counted("the row at which reading fails", connection -> {
                Savepoint savepoint = connection.setSavepoint();
                long row = 0;
                try (Statement statement = connection.createStatement()) {
                    statement.setFetchSize(1);
                    try (ResultSet rows = statement.executeQuery(
                            "SELECT 1 / ((SELECT count(*) FROM item) + 1 - i) FROM generate_series(1, 9) i")) {
                        while (rows.next()) {
                            row++;
                        }
                    }
                } catch (SQLException e) {
                    undo(connection, savepoint, e);
                }
                return row;
            }));

    /** Somebody else makes a table, and nothing is bound or counted as a row. */
    private static final Work CATALOGUE = Work.of(
                    "the tables of the schema",
                    (connection, done) -> {
                        connection.setAutoCommit(false);
                        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                        int learned = 0;
                        try (ResultSet tables = connection.getMetaData().getTables(null, null, "extra", null)) {
                            while (tables.next()) {
                                learned++;
                            }
                        }
                        String so = "SELECT ?, count(*) FROM pg_class WHERE relname = 'extra'";
                        Rows.update(connection, "INSERT INTO outcome (learned, so) " + so, learned);
                        connection.commit();
                        return "";
                    },
                    "SELECT count(*), sum(CASE WHEN learned = so THEN 1 ELSE 0 END) FROM outcome")
            .before("DELETE FROM outcome", "DROP TABLE IF EXISTS extra")
            .meanwhile("CREATE TABLE extra (n int)");

    /** A loss is not what the statement was expected to fail with. */
    static void undo(Connection connection, Savepoint savepoint, SQLException e) throws SQLException {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith("08") || state.equals("40001")) {
            throw e;
        }
        connection.rollback(savepoint);
    }

    private static long failure(Connection connection, String sql) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            throw new IllegalStateException("it did not fail");
        } catch (SQLException e) {
            undo(connection, savepoint, e);
            return number(String.valueOf(e.getMessage()));
        }
    }

    private static final List<Work> ON_MYSQL = List.of(
            counted("the message of a failure", connection -> {
                Savepoint savepoint = connection.setSavepoint();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("INSERT INTO outcome (learned, so) VALUES (1 + complain(), 1)");
                    throw new IllegalStateException("it did not fail");
                } catch (SQLException e) {
                    undo(connection, savepoint, e);
                    return number(String.valueOf(e.getMessage()));
                }
            }),
            counted("the text of a warning", connection -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT CAST(concat((SELECT count(*) FROM item), 'x') AS SIGNED)");
                    return number(statement.getWarnings());
                }
            }));

    @Test
    void should_keep_what_was_learned_true_on_postgres() throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(List.of(
                    "CREATE TABLE item (n int)",
                    "CREATE TABLE outcome (learned int NOT NULL, so int)",
                    "GRANT ALL ON item, outcome TO app"));
            judge(
                    site,
                    with(List.of(CATALOGUE), with(LearnedWorks.onAll(), with(LearnedWorks.changing(), ON_POSTGRES))));
        }
    }

    @Test
    void should_keep_what_was_learned_true_on_mariadb() throws Exception {
        judge(Engine.MARIADB);
    }

    static void judge(Engine engine) throws Exception {
        try (Site site = Site.of(engine)) {
            site.createLedger();
            site.asAdmin(
                    List.of("CREATE TABLE item (n int)", "CREATE TABLE outcome (learned int NOT NULL, so int)", """
                    CREATE FUNCTION complain() RETURNS int DETERMINISTIC BEGIN
                      DECLARE said varchar(64) DEFAULT (SELECT concat('there are ', count(*)) FROM item);
                      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = said; RETURN 1; END"""));
            judge(site, with(LearnedWorks.onAll(), ON_MYSQL));
        }
    }

    private static List<Work> with(List<Work> first, List<Work> more) {
        List<Work> works = new ArrayList<>(first);
        works.addAll(more);
        return works;
    }

    private static void judge(Site site, List<Work> works) throws SQLException {
        Report report = new Report();
        Sweep sweep = new Sweep(site, report);
        for (Work work : works) {
            sweep.sample(work, FAULTS, EVERY);
        }
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
    }
}
