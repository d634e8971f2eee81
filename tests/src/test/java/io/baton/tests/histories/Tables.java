/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What clients work on. No number is unique on purpose: what is written twice is to be seen, not refused. */
final class Tables {

    static final int ACCOUNTS = 12;
    static final int LISTS = 4_000;
    static final int REGISTERS = 12;

    private static final long OPENING_BALANCE = 1_000;

    private Tables() {}

    static List<String> definition(boolean postgres) {
        return List.of(
                "CREATE TABLE account (id int PRIMARY KEY, balance bigint NOT NULL)",
                "CREATE TABLE journal (id "
                        + (postgres ? "bigint GENERATED ALWAYS AS IDENTITY" : "bigint AUTO_INCREMENT")
                        + " PRIMARY KEY, entry bigint NOT NULL)",
                "CREATE TABLE list (id int PRIMARY KEY, elements " + (postgres ? "text" : "mediumtext") + " NOT NULL)",
                "CREATE TABLE register (id int PRIMARY KEY, value bigint NOT NULL)",
                postgres
                        ? "CREATE TABLE baton_ledger (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL,"
                                + " written timestamptz NOT NULL)"
                        : "CREATE TABLE baton_ledger (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                                + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB");
    }

    /** As in the beginning. */
    static void fill(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("account", "journal", "list", "register")) {
                statement.execute("DELETE FROM " + table);
            }
            statement.execute(
                    "INSERT INTO account VALUES " + rows(ACCOUNTS, id -> "(" + id + ", " + OPENING_BALANCE + ")"));
            statement.execute("INSERT INTO list VALUES " + rows(LISTS, id -> "(" + id + ", '')"));
            statement.execute("INSERT INTO register VALUES " + rows(REGISTERS, id -> "(" + id + ", 0)"));
        }
    }

    private static String rows(int count, Function<Long, String> row) {
        return LongStream.rangeClosed(1, count).boxed().map(row).collect(Collectors.joining(", "));
    }

    static List<Op> balances(Connection connection) throws SQLException {
        return rows(
                connection,
                "SELECT id, balance FROM account",
                row -> new Op.Balance("a" + row.get(0), Long.parseLong(row.get(1))));
    }

    /** All that is there. */
    static List<Op> everything(Connection connection) throws SQLException {
        List<Op> all = new ArrayList<>(balances(connection));
        all.addAll(rows(
                connection,
                "SELECT id, elements FROM list WHERE elements <> ''",
                row -> new Op.Seen("x" + row.get(0), elements(row.get(1)))));
        all.addAll(rows(
                connection,
                "SELECT id, value FROM register",
                row -> new Op.Held("r" + row.get(0), Long.parseLong(row.get(1)))));
        all.add(new Op.Journal(rows(connection, "SELECT entry, 0 FROM journal", row -> Long.valueOf(row.get(0)))));
        return all;
    }

    static List<Long> elements(String text) {
        return Arrays.stream(text.split(",", -1))
                .filter(element -> !element.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    private static <T> List<T> rows(Connection connection, String sql, Function<List<String>, T> of)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(of.apply(List.of(result.getString(1), result.getString(2))));
            }
            return rows;
        }
    }
}
