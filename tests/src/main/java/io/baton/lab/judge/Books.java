/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.BreakableServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables that clients work on, and how to read them past everything that stands between. */
public final class Books {

    public static final String INSERT_ITEM = "INSERT INTO item (token) VALUES (?)";
    public static final String INSERT_STEP = "INSERT INTO step (token) VALUES (?)";

    static final int ACCOUNTS = 6;
    static final int LISTS = 8;
    static final long OPENING_BALANCE = 1_000;

    private Books() {}

    /** Makes the tables, in a session of the application: its commits wait for a standby, if any do. */
    static void create(BreakableServer primary, Wording wording, List<String> moreTables) throws SQLException {
        List<String> statements = new ArrayList<>(wording.tables());
        statements.addAll(moreTables);
        execute(primary, statements);
    }

    /** Empties the books for a new history. */
    static Map<Integer, Long> open(BreakableServer primary, Wording wording) throws SQLException {
        Map<Integer, Long> opening = new HashMap<>();
        List<String> statements = new ArrayList<>();
        for (String table : List.of("account", "transfer", "list", "item", "step")) {
            statements.add("DELETE FROM " + table);
        }
        for (int account = 1; account <= ACCOUNTS; account++) {
            opening.put(account, OPENING_BALANCE);
            statements.add("INSERT INTO account VALUES (" + account + ", " + OPENING_BALANCE + ")");
        }
        for (int list = 1; list <= LISTS; list++) {
            statements.add("INSERT INTO list VALUES (" + list + ", " + wording.emptyList() + ")");
        }
        execute(primary, statements);
        return opening;
    }

    private static void execute(BreakableServer primary, List<String> statements) throws SQLException {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    static Found read(BreakableServer primary, Wording wording) throws SQLException {
        try (Connection connection = primary.connectAsAdmin()) {
            Map<Integer, List<Long>> lists = new HashMap<>();
            for (Long[] row : rows(connection, "SELECT id FROM list", 1)) {
                lists.put(
                        row[0].intValue(), column(connection, wording.showList().replace("?", row[0].toString())));
            }
            Map<Integer, Long> balances = new HashMap<>();
            rows(connection, "SELECT id, balance FROM account", 2)
                    .forEach(row -> balances.put(row[0].intValue(), row[1]));
            return new Found(
                    lists,
                    balances,
                    rows(connection, "SELECT token, source, target, amount FROM transfer", 4).stream()
                            .map(row -> new Found.Transfer(row[0], row[1].intValue(), row[2].intValue(), row[3]))
                            .toList(),
                    rows(connection, "SELECT id, token FROM item", 2).stream()
                            .map(row -> new Found.Item(row[0], row[1]))
                            .toList(),
                    column(connection, "SELECT token FROM step"));
        }
    }

    private static List<Long> column(Connection connection, String sql) throws SQLException {
        return rows(connection, sql, 1).stream().map(row -> row[0]).toList();
    }

    private static List<Long[]> rows(Connection connection, String sql, int columns) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Long[]> rows = new ArrayList<>();
            while (result.next()) {
                Long[] row = new Long[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = result.getLong(i + 1);
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
