/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.outcome.LogMark;
import io.baton.driver.internal.sql.DrawText;
import io.baton.driver.internal.sql.Generation;
import io.baton.driver.internal.sql.InsertText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
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
    private final InsertTargets targets;
    private final Sequences sequences;
    private @Nullable GivenRow given;

    PostgresGeneratedValues(Replaying replaying) {
        this.replaying = replaying;
        this.targets = new InsertTargets(replaying.connection());
        this.sequences = new Sequences(replaying.connection(), replaying.dialect());
    }

    @Override
    public Optional<String> give(Generation generation, SeenRows seen, @Nullable LogMark mark)
            throws SQLException, ReplayRefused {
        given = null;
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
        Optional<InsertTarget> target = targets.of(insert.table());
        GivenRow row = target.isEmpty() ? null : GivenRow.of(insert, target.get(), seen.labels(), sequences);
        if (row == null || (row.draws() && sequences.mayBeAskedInSecret())) {
            return Optional.empty();
        }
        for (@Nullable String[] value : values) {
            row.secure(value, sequences);
        }
        if (row.draws()) {
            sequences.discard();
        }
        given = row;
        return Optional.of(insert.giving(row.literals(values)));
    }

    /**
     * What returns the key that was drawn, instead of drawing another one.
     *
     * @param kept whether the server certainly knows that it was drawn
     */
    private Optional<String> drawn(DrawText draw, SeenRows seen, boolean kept) throws SQLException, ReplayRefused {
        List<@Nullable String[]> values = seen.values();
        if (values == null || values.size() != 1 || sequences.mayBeAskedInSecret()) {
            return Optional.empty();
        }
        Optional<Sequences.Sequence> sequence = sequences.of(draw.name());
        if (sequence.isEmpty()) {
            return Optional.empty();
        }
        long value = Long.parseLong(Objects.requireNonNull(values.get(0)[0]));
        if (!kept && !(sequence.get().isDrawable() && sequences.drawPast(sequence.get(), value))) {
            throw new ReplayRefused(
                    ReplayRefusal.VALUE_TAKEN,
                    "it is not proved that the primary knew of the one that was drawn from " + draw.name());
        }
        sequences.discard();
        return Optional.of(draw.giving(value));
    }

    @Override
    public void confirm(ResultSet again) throws SQLException, ReplayRefused {
        GivenRow row = given;
        given = null; // What comes next is another statement.
        if (row != null) {
            row.confirm(again, replaying.dialect());
            if (row.draws()) {
                sequences.discard(); // The statement may have drawn others.
            }
        }
    }

    @Override
    public void forget() {
        targets.forget();
        sequences.forget();
    }
}
