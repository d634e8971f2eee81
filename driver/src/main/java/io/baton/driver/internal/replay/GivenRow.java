/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.replay.InsertTarget.Column;
import io.baton.driver.internal.replay.InsertTarget.Source;
import io.baton.driver.internal.replay.Sequences.Sequence;
import io.baton.driver.internal.sql.InsertText;
import io.baton.topology.dialect.ColumnOrigin;
import io.baton.topology.dialect.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which columns of an INSERT of PostgreSQL are given the values that were seen of them. */
record GivenRow(InsertTarget target, List<Given> columns) {

    /**
     * @param at where it stands in the rows that were seen
     * @param sequence what its value was drawn from; null when it was not
     */
    record Given(int at, Column column, @Nullable Sequence sequence) {}

    /**
     * Null when there is nothing to give, or what is given might make another difference: the value that a session drew last is not
     * told by one of two.
     */
    static @Nullable GivenRow of(InsertText insert, InsertTarget target, List<String> labels, Sequences sequences)
            throws SQLException {
        List<@Nullable String> names = insert.returned(labels);
        Map<String, Given> given = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Column column = target.columns().get(names.get(i));
            if (column != null) {
                Optional<Given> made = given(insert, column, i, sequences);
                if (made.isPresent()) {
                    given.putIfAbsent(column.name(), made.get());
                }
            }
        }
        GivenRow row = new GivenRow(target, List.copyOf(given.values()));
        return given.isEmpty() || (row.draws() && row.leavesSomethingOpen(insert)) ? null : row;
    }

    private static Optional<Given> given(InsertText insert, Column column, int at, Sequences sequences)
            throws SQLException {
        String name = insert.drawnFrom(column.name());
        boolean draws = name != null || column.source() == Source.SEQUENCE;
        if (name == null && !insert.leavesToDefault(column.name())) {
            return Optional.empty();
        }
        if (!draws) {
            return column.source() == Source.PURE ? Optional.of(new Given(at, column, null)) : Optional.empty();
        }
        return (name == null ? sequences.of(column.sequence()) : sequences.of(name))
                .filter(Sequence::isDrawable)
                .map(sequence -> new Given(at, column, sequence));
    }

    boolean draws() {
        return columns.stream().anyMatch(given -> given.sequence() != null);
    }

    /** Whether a default that is not given draws from a sequence, or may. */
    private boolean leavesSomethingOpen(InsertText insert) {
        Set<String> names = new HashSet<>();
        columns.forEach(given -> names.add(given.column().name()));
        return target.columns().values().stream()
                .filter(column -> !names.contains(column.name()) && insert.mayLeaveToDefault(column.name()))
                .anyMatch(column -> column.source() != Source.PURE && column.source() != Source.NONE);
    }

    /** Sees to it that nobody is given these values any more. */
    void secure(@Nullable String[] row, Sequences sequences) throws SQLException, ReplayRefused {
        for (Given given : columns) {
            String value = row[given.at()];
            if (given.sequence() == null || value == null) {
                continue;
            }
            if (!given.column().isUnique()) {
                throw new ReplayRefused(
                        ReplayRefusal.VALUE_TAKEN,
                        "nothing keeps two rows from having the same "
                                + given.column().name());
            }
            sequences.drawPast(given.sequence(), Long.parseLong(value));
        }
    }

    /** The values for each row, by column, as SQL. */
    List<Map<String, String>> literals(List<@Nullable String[]> rows) {
        List<Map<String, String>> all = new ArrayList<>();
        for (@Nullable String[] row : rows) {
            Map<String, String> literals = new LinkedHashMap<>();
            for (Given given : columns) {
                literals.put(
                        given.column().name(),
                        literal(row[given.at()], given.column().type()));
            }
            all.add(literals);
        }
        return all;
    }

    private static String literal(@Nullable String value, String type) {
        return value == null
                ? "NULL::" + type
                : "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'::" + type;
    }

    /**
     * That the server has returned the very columns which were given: that they compare equal says then that the table holds what the
     * application has seen.
     */
    void confirm(ResultSet again, Dialect dialect) throws SQLException, ReplayRefused {
        for (Given given : columns) {
            String name = given.column().name();
            ColumnOrigin expected = new ColumnOrigin(target.schema(), target.name(), name);
            if (!expected.equals(dialect.origin(again, given.at() + 1))) {
                throw new ReplayRefused(
                        ReplayRefusal.RESULT_CHANGED, "column " + (given.at() + 1) + " is not " + name + " itself");
            }
        }
    }
}
