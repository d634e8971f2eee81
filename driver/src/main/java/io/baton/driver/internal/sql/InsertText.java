/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A simple {@code INSERT .. VALUES} of PostgreSQL, so that values which the server made when it was first run can be given when it is run
 * again. Others, with a query, a conflict clause or no list of columns, are not taken for one.
 */
public final class InsertText implements Generation {

    /** One value of one row: where it stands in the text, and whether it leaves the value to the server. */
    private record Item(int start, int end, boolean isGenerated) {}

    private final String sql;
    private final String table;
    private final List<String> columns;
    private final List<List<Item>> rows;
    private final int endOfHead;
    private final int startOfTail;

    private InsertText(
            String sql, String table, List<String> columns, List<List<Item>> rows, int endOfHead, int startOfTail) {
        this.sql = sql;
        this.table = table;
        this.columns = columns;
        this.rows = rows;
        this.endOfHead = endOfHead;
        this.startOfTail = startOfTail;
    }

    /** As it is written, with its schema and its quotation marks. */
    public String table() {
        return table;
    }

    public int rows() {
        return rows.size();
    }

    /** Whether the server makes the value of that column, in every row. */
    public boolean leavesToServer(String column) {
        int at = columns.indexOf(column);
        return at < 0 || rows.stream().allMatch(row -> row.get(at).isGenerated());
    }

    /**
     * The same statement with the values given.
     *
     * @param values for each row, by column, as SQL; only for columns that it leaves to the server
     */
    public String giving(List<Map<String, String>> values) {
        List<String> added = values.get(0).keySet().stream()
                .filter(column -> !columns.contains(column))
                .toList();
        String allColumns = columns.stream().map(InsertText::quoted).collect(Collectors.joining(", "))
                + added.stream().map(column -> ", " + quoted(column)).collect(Collectors.joining());
        List<String> allRows = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            allRows.add(row(rows.get(i), added, values.get(i)));
        }
        return sql.substring(0, endOfHead)
                + " (" + (columns.isEmpty() ? allColumns.substring(2) : allColumns) + ")"
                + " OVERRIDING SYSTEM VALUE VALUES " + String.join(", ", allRows) + " " + sql.substring(startOfTail);
    }

    private String row(List<Item> items, List<String> added, Map<String, String> given) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            String as = given.get(columns.get(i));
            all.add(
                    as != null
                            ? as
                            : sql.substring(items.get(i).start(), items.get(i).end()));
        }
        added.forEach(column -> all.add(given.get(column)));
        return "(" + String.join(", ", all) + ")";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Empty when it is no such statement. */
    public static Optional<InsertText> parse(String sql) {
        List<List<Token>> statements = PostgresGrammar.INSTANCE.statements(sql);
        return statements.size() == 1 ? new Reader(sql, statements.get(0)).read() : Optional.empty();
    }

    private static final class Reader {

        private final String sql;
        private final List<Token> tokens;
        private int at;

        Reader(String sql, List<Token> tokens) {
            this.sql = sql;
            this.tokens = tokens;
        }

        Optional<InsertText> read() {
            if (!skip("INSERT") || !skip("INTO") || at >= tokens.size()) {
                return Optional.empty();
            }
            int startOfTable = tokens.get(at).start();
            do {
                at++;
            } while (skip("."));
            int endOfTable = tokens.get(at - 1).end();
            String table = sql.substring(startOfTable, endOfTable);
            if (skip("DEFAULT")) {
                boolean values = skip("VALUES") && hasPlainTail();
                return values
                        ? Optional.of(new InsertText(sql, table, List.of(), List.of(List.of()), endOfTable, tail()))
                        : Optional.empty();
            }
            List<String> columns = columns();
            if (skip("OVERRIDING")) {
                at += 2; // SYSTEM VALUE
            }
            if (columns.isEmpty() || !skip("VALUES")) {
                return Optional.empty();
            }
            List<List<Item>> rows = new ArrayList<>();
            do {
                rows.add(items());
            } while (skip(","));
            boolean complete = rows.stream().allMatch(row -> row.size() == columns.size());
            return complete && hasPlainTail()
                    ? Optional.of(new InsertText(sql, table, columns, rows, endOfTable, tail()))
                    : Optional.empty();
        }

        private List<String> columns() {
            List<String> columns = new ArrayList<>();
            if (skip("(")) {
                do {
                    String name = at < tokens.size() ? tokens.get(at++).name() : null;
                    if (name == null) {
                        return List.of();
                    }
                    columns.add(name);
                } while (skip(","));
            }
            return skip(")") ? columns : List.of();
        }

        /** Of one row; none when it is not one. */
        private List<Item> items() {
            List<Item> items = new ArrayList<>();
            if (!skip("(")) {
                return items;
            }
            int first = at;
            int depth = 0;
            for (; at < tokens.size(); at++) {
                Token token = tokens.get(at);
                if (depth == 0 && (token.is(",") || token.is(")"))) {
                    if (first == at) {
                        return List.of();
                    }
                    items.add(item(first, at));
                    first = at + 1;
                    if (token.is(")")) {
                        at++;
                        return items;
                    }
                } else if (token.is("(")) {
                    depth++;
                } else if (token.is(")")) {
                    depth--;
                }
            }
            return List.of();
        }

        private Item item(int first, int end) {
            boolean isDefault = end == first + 1 && tokens.get(first).is("DEFAULT");
            boolean isDrawn = end == first + 4
                    && tokens.get(first).is("NEXTVAL")
                    && tokens.get(first + 2).isLiteral();
            return new Item(tokens.get(first).start(), tokens.get(end - 1).end(), isDefault || isDrawn);
        }

        private boolean hasPlainTail() {
            return at >= tokens.size() || tokens.get(at).is("RETURNING");
        }

        private int tail() {
            return at < tokens.size() ? tokens.get(at).start() : sql.length();
        }

        private boolean skip(String word) {
            if (at < tokens.size() && tokens.get(at).is(word)) {
                at++;
                return true;
            }
            return false;
        }
    }
}
