/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an application does with a connection, from the first statement to the commit. Everything that it leaves in the
 * database carries the tag of the run, so that each run can be judged by itself; what it reads is known beforehand, so that
 * a wrong row is noticed by itself.
 */
enum Work {
    GENERATED_KEYS("1 | 100,100 | 2") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            List<Long> keys = new ArrayList<>();
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO keyed (tag) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setLong(1, tag);
                insert.executeUpdate();
                keys.addAll(numbers(insert.getGeneratedKeys()));
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO keyed (tag) VALUES (?) RETURNING id")) {
                insert.setLong(1, tag);
                keys.addAll(numbers(insert.executeQuery()));
            }
            mark(connection, tag, 1);
            connection.commit();
            return keys;
        }
    },

    /** A row with a generated key, and one that refers to it by the key that the application was told. */
    CHILD_ROW(" | 100,100 | 2 | 1 with a parent") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            List<Long> keys = new ArrayList<>(insert(connection, "INSERT INTO keyed (tag) VALUES (?)", tag));
            keys.addAll(insert(connection, "INSERT INTO keyed (tag, parent) VALUES (?, ?)", tag, keys.get(0)));
            connection.commit();
            return keys;
        }
    },

    UPDATE("1 | 101,101 | 0") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            update(connection, "UPDATE account SET balance = balance + 1 WHERE tag = ?", 2, tag);
            mark(connection, tag, 1);
            connection.commit();
            return List.of();
        }
    },

    TRANSFER("1 | 70,130 | 0") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            List<Long> balances =
                    query(connection, "SELECT balance FROM account WHERE tag = ? ORDER BY id FOR UPDATE", tag);
            expect(List.of(100L, 100L), balances);
            update(connection, "UPDATE account SET balance = ? WHERE tag = ? AND id = 1", 1, balances.get(0) - 30, tag);
            update(connection, "UPDATE account SET balance = ? WHERE tag = ? AND id = 2", 1, balances.get(1) + 30, tag);
            mark(connection, tag, 1);
            connection.commit();
            return List.of();
        }
    },

    /** Appends to the one list that all runs share, and shows it before and afterwards. */
    APPEND(" | 100,100 | 0 | 1 in the list") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            List<Long> expected = new ArrayList<>(list(connection));
            update(connection, "UPDATE list SET elements = concat(elements, '[', ?, ']')", 1, tag);
            expected.add(tag);
            List<Long> seen = list(connection);
            expect(expected, seen);
            connection.commit();
            return seen;
        }

        @Override
        List<Long> there(Truth truth, long tag) throws SQLException {
            return truth.list();
        }
    },

    BATCH("1,2,3,4 | 100,100 | 0") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(MARK)) {
                for (int step = 1; step <= 4; step++) {
                    insert.setLong(1, tag);
                    insert.setLong(2, step);
                    insert.addBatch();
                }
                expect(4, insert.executeBatch().length);
            }
            connection.commit();
            return List.of();
        }
    },

    SAVEPOINT("1,3 | 100,100 | 0") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            mark(connection, tag, 1);
            Savepoint savepoint = connection.setSavepoint();
            mark(connection, tag, 2);
            connection.rollback(savepoint);
            mark(connection, tag, 3);
            connection.releaseSavepoint(savepoint);
            connection.commit();
            return List.of();
        }
    },

    READS(Work.UNTOUCHED) {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            expect(
                    List.of(100L, 100L),
                    query(connection, "SELECT balance FROM account WHERE tag = ? ORDER BY id", tag));
            expect(List.of(200L), query(connection, "SELECT sum(balance) FROM account WHERE tag = ?", tag));
            expect(List.of(), query(connection, "SELECT step FROM mark WHERE tag = ?", tag));
            connection.commit();
            return List.of();
        }
    },

    FETCH("1 | 100,100 | 0") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement("SELECT n FROM number ORDER BY n")) {
                select.setFetchSize(4);
                try (ResultSet rows = select.executeQuery()) {
                    for (long n = 1; n <= 10; n++) {
                        expect(true, rows.next());
                        expect(n, rows.getLong(1));
                        if (n == 6) {
                            mark(connection, tag, 1);
                        }
                    }
                    expect(false, rows.next());
                }
            }
            connection.commit();
            return List.of();
        }
    },

    ROLLBACK(Work.UNTOUCHED) {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            mark(connection, tag, 1);
            update(connection, "UPDATE account SET balance = 0 WHERE tag = ?", 2, tag);
            connection.rollback();
            return List.of();
        }
    },

    COMMIT_BY_SWITCHING("1,2 | 100,100 | 0") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            mark(connection, tag, 1);
            mark(connection, tag, 2);
            connection.setAutoCommit(true);
            connection.setAutoCommit(false);
            return List.of();
        }
    },

    SCRIPT("1,2,3 | 100,100 | 0") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "INSERT INTO mark VALUES (%1$d, 1); INSERT INTO mark VALUES (%1$d, 2)".formatted(tag));
            }
            mark(connection, tag, 3);
            connection.commit();
            return List.of();
        }
    },

    AUTO_COMMIT_WRITE("1 | 100,100 | 0") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            connection.setAutoCommit(true);
            mark(connection, tag, 1);
            return List.of();
        }
    },

    PROTECTED_WRITE(" | 100,100 | 1") {
        @Override
        String options() {
            return "&baton.autocommit=protected";
        }

        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            connection.setAutoCommit(true);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO keyed (tag) VALUES (?) RETURNING id")) {
                insert.setLong(1, tag);
                return numbers(insert.executeQuery());
            }
        }
    },

    PROTECTED_KEY(" | 100,100 | 1") {
        @Override
        String options() {
            return PROTECTED_WRITE.options();
        }

        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            connection.setAutoCommit(true);
            return insert(connection, "INSERT INTO keyed (tag) VALUES (?)", tag);
        }
    },

    PROTECTED_BATCH("1,2,3 | 100,100 | 0") {
        @Override
        String options() {
            return PROTECTED_WRITE.options();
        }

        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            connection.setAutoCommit(true);
            try (PreparedStatement insert = connection.prepareStatement(MARK)) {
                for (int step = 1; step <= 3; step++) {
                    insert.setLong(1, tag);
                    insert.setLong(2, step);
                    insert.addBatch();
                }
                expect(3, insert.executeBatch().length);
            }
            return List.of();
        }
    },

    /** The first COMMIT of a session is preceded by its entry; later ones may take theirs along. */
    LEDGER("1 | 101,101 | 0") {
        @Override
        String options() {
            return "&baton.commitOutcome=ledger";
        }

        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            update(connection, "UPDATE account SET balance = balance WHERE tag = ?", 2, tag);
            connection.commit();
            return UPDATE.run(connection, tag);
        }
    },

    AUTO_COMMIT_READ(Work.UNTOUCHED) {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            connection.setAutoCommit(true);
            expect(
                    List.of(100L, 100L),
                    query(connection, "SELECT balance FROM account WHERE tag = ? ORDER BY id", tag));
            return List.of();
        }
    },

    TRANSACTION_BY_TEXT("1,2 | 100,100 | 0") {
        @Override
        List<Long> run(Connection connection, long tag) throws SQLException {
            connection.setAutoCommit(true);
            Sql.execute(connection, "BEGIN");
            mark(connection, tag, 1);
            mark(connection, tag, 2);
            Sql.execute(connection, "COMMIT");
            return List.of();
        }

        @Override
        void rollBack(Connection connection) throws SQLException {
            Sql.execute(connection, "ROLLBACK");
        }
    };

    /** What {@link Truth} reads before a run. */
    static final String UNTOUCHED = " | 100,100 | 0";

    private static final String MARK = "INSERT INTO mark (tag, step) VALUES (?, ?)";

    private final String done;

    Work(String done) {
        this.done = done;
    }

    /** Those that a server knows all the words of. */
    static Set<Work> on(Schema schema) {
        Set<Work> able = EnumSet.allOf(Work.class);
        able.removeAll(
                switch (schema) {
                    case POSTGRES -> EnumSet.of(CHILD_ROW, APPEND, PROTECTED_KEY); // It has others of the kind.
                    case MARIADB -> EnumSet.of(SCRIPT);
                    case MYSQL -> EnumSet.of(SCRIPT, GENERATED_KEYS, PROTECTED_WRITE);
                });
        return able;
    }

    /** What {@link Truth} reads afterwards. */
    String done() {
        return done;
    }

    /** What the URL has for it. */
    String options() {
        return "";
    }

    /** Whether Baton may say of a commit of it that it does not know the outcome. */
    boolean mayBeUnknown() {
        return this == AUTO_COMMIT_WRITE;
    }

    /**
     * Does the work on a connection with auto-commit off.
     *
     * @return the keys that the application was told, or what else it was shown and only the server knows
     * @throws WrongAnswer when it saw something that is not so
     */
    abstract List<Long> run(Connection connection, long tag) throws SQLException;

    /** What the application must have been shown when it is done. */
    List<Long> there(Truth truth, long tag) throws SQLException {
        return truth.keys(tag);
    }

    /** What the application does when it learns that its transaction is lost. */
    void rollBack(Connection connection) throws SQLException {
        connection.rollback();
    }

    /** A result that cannot be. */
    static final class WrongAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongAnswer(String message) {
            super(message);
        }
    }

    private static void expect(Object expected, Object seen) {
        if (!expected.equals(seen)) {
            throw new WrongAnswer("the application saw " + seen + " instead of " + expected);
        }
    }

    private static void mark(Connection connection, long tag, int step) throws SQLException {
        update(connection, MARK, 1, tag, step);
    }

    private static List<Long> list(Connection connection) throws SQLException {
        return Truth.elements(Sql.queryString(connection, "SELECT elements FROM list"));
    }

    /** The key of the row. */
    private static List<Long> insert(Connection connection, String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            bind(statement, parameters);
            expect(1, statement.executeUpdate());
            return numbers(statement.getGeneratedKeys());
        }
    }

    private static void update(Connection connection, String sql, int rows, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            expect(rows, statement.executeUpdate());
        }
    }

    private static List<Long> query(Connection connection, String sql, long... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return numbers(statement.executeQuery());
        }
    }

    private static void bind(PreparedStatement statement, long... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setLong(i + 1, parameters[i]);
        }
    }

    private static List<Long> numbers(ResultSet result) throws SQLException {
        try (ResultSet rows = result) {
            List<Long> numbers = new ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
            return numbers;
        }
    }
}
