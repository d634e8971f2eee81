/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A simple {@code INSERT .. VALUES} of PostgreSQL, so that values which the server made when it was first run can be given when it is run
 * again. Others, with a query, a conflict clause, {@code OVERRIDING USER VALUE} or no list of columns, are not taken for one.
 */
public final class InsertText implements Generation {

    /** The item leaves the value to the column's default. */
    static final String DEFAULT = "";

    /**
     * One value of one row.
     *
     * @param source null when the statement brings the value, {@link #DEFAULT}, or the sequence that it draws the value from
     */
    record Item(int start, int end, @Nullable String source) {}

    private final String sql;
    private final String table;
    private final List<String> columns;
    private final List<List<Item>> rows;
    private final int endOfHead;
    private final int startOfTail;
    private final @Nullable ReturningList returning;

    InsertText(
            String sql,
            String table,
            List<String> columns,
            List<List<Item>> rows,
            int endOfHead,
            int startOfTail,
            @Nullable ReturningList returning) {
        this.sql = sql;
        this.table = table;
        this.columns = columns;
        this.rows = rows;
        this.endOfHead = endOfHead;
        this.startOfTail = startOfTail;
        this.returning = returning;
    }

    /** As it is written, with its schema and its quotation marks. */
    public String table() {
        return table;
    }

    public int rows() {
        return rows.size();
    }

    /** Whether the default makes the value of that column, in every row. */
    public boolean leavesToDefault(String column) {
        return DEFAULT.equals(source(column));
    }

    /** Whether the default makes the value of that column in some row. */
    public boolean mayLeaveToDefault(String column) {
        int at = columns.indexOf(column);
        return at < 0
                || rows.stream().anyMatch(row -> DEFAULT.equals(row.get(at).source()));
    }

    /** The sequence that the statement draws the values of that column from, in every row; null when it does not. */
    public @Nullable String drawnFrom(String column) {
        String source = source(column);
        return DEFAULT.equals(source) ? null : source;
    }

    private @Nullable String source(String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            return DEFAULT;
        }
        String source = rows.get(0).get(at).source();
        return rows.stream().allMatch(row -> Objects.equals(row.get(at).source(), source)) ? source : null;
    }

    /**
     * Which column of the table each column of the rows is that it returns; null for those that are something else. Without a
     * RETURNING of its own it returns the columns that the application has named to the vendor's driver.
     */
    public List<@Nullable String> returned(List<String> labels) {
        return returning == null ? new ArrayList<>(labels) : returning.columns(labels);
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
        return statements.size() == 1 ? new InsertTextReader(sql, statements.get(0)).read() : Optional.empty();
    }
}
