/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.outcome.LogMark;
import io.baton.driver.internal.sql.DrawText;
import io.baton.driver.internal.sql.Generation;
import io.baton.driver.internal.sql.InsertText;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL takes generated values in the text of the statement.
 *
 * <p>A key that came out of a sequence may be somebody else's by now, if the promoted node did not know that it was drawn.
 * So the sequence is drawn past it first, lest it is handed out later; and the column has to be unique by itself, so that
 * a row of somebody who got it before makes the replay fail instead of standing beside ours.
 */
final class PostgresGeneratedValues implements GeneratedValues {

    private final Replaying replaying;
    private final TableColumns columns;
    private final Sequences sequences;

    PostgresGeneratedValues(Replaying replaying) {
        this.replaying = replaying;
        this.columns = new TableColumns(replaying.connection());
        this.sequences = new Sequences(replaying.connection());
    }

    @Override
    public Optional<String> give(Generation generation, SeenRows seen, @Nullable LogMark mark)
            throws SQLException, ReplayRefused {
        return generation instanceof InsertText insert
                ? given(insert, seen)
                : drawn((DrawText) generation, seen, mark != null && replaying.isKept(mark));
    }

    /** The statement with what was seen of its rows; empty when there is nothing to give, or it cannot be given. */
    private Optional<String> given(InsertText insert, SeenRows seen) throws SQLException, ReplayRefused {
        List<@Nullable String[]> values = seen.values();
        if (values == null || values.size() != insert.rows()) {
            return Optional.empty();
        }
        Map<String, TableColumns.Column> known = columns.of(insert.table());
        List<String> labels = seen.labels();
        List<Map<String, String>> rows = new ArrayList<>();
        for (@Nullable String[] row : values) {
            Map<String, String> given = new LinkedHashMap<>();
            for (int i = 0; i < labels.size(); i++) {
                TableColumns.Column column = known.get(labels.get(i));
                if (column != null && !column.isComputed() && insert.leavesToServer(column.name())) {
                    given.put(column.name(), literal(row[i], column.type()));
                    secure(column, row[i]);
                }
            }
            rows.add(given);
        }
        return rows.get(0).isEmpty() ? Optional.empty() : Optional.of(insert.giving(rows));
    }

    /**
     * What returns the key that was drawn, instead of drawing another one.
     *
     * @param kept whether the server certainly knows that it was drawn
     */
    private Optional<String> drawn(DrawText draw, SeenRows seen, boolean kept) throws SQLException, ReplayRefused {
        List<@Nullable String[]> values = seen.values();
        if (values == null || values.size() != 1) {
            return Optional.empty();
        }
        long value = Long.parseLong(Objects.requireNonNull(values.get(0)[0]));
        if (!kept && !sequences.drawPast(draw.name(), value)) {
            throw new ReplayRefused(
                    ReplayRefusal.VALUE_TAKEN,
                    "it is not proved that the primary knew of the one that was drawn from " + draw.name());
        }
        return Optional.of(draw.giving(value));
    }

    private void secure(TableColumns.Column column, @Nullable String value) throws SQLException, ReplayRefused {
        if (column.sequence() == null || value == null) {
            return;
        }
        if (!column.isUnique()) {
            throw new ReplayRefused(
                    ReplayRefusal.VALUE_TAKEN, "nothing keeps two rows from having the same " + column.name());
        }
        sequences.drawPast(column.sequence(), number(column, value));
    }

    /** A default may make anything of what it draws. */
    private static long number(TableColumns.Column column, String value) throws ReplayRefused {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new ReplayRefused(ReplayRefusal.VALUE_TAKEN, column.name() + " is not what the sequence gives", e);
        }
    }

    private static String literal(@Nullable String value, String type) {
        return value == null
                ? "NULL::" + type
                : "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'::" + type;
    }
}
