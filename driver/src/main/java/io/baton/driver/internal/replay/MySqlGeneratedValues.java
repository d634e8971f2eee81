/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.outcome.LogMark;
import io.baton.driver.internal.sql.AutoIncrement;
import io.baton.driver.internal.sql.Generation;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB take the next generated key and the time from variables of the session, as their replication by statement
 * does (manuals, {@code insert_id} and {@code timestamp}); anybody may set them.
 *
 * <p>InnoDB numbers on behind the highest key it has, so a key that is used again is not handed out later. Somebody else may have
 * got it before, where the promoted node did not know of it: the key has to be unique by itself, so that the replay fails then.
 */
final class MySqlGeneratedValues implements GeneratedValues {

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,18}");

    /** A date, or a date and time with as much of a second as there is. */
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d( \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?)?");

    private final Replaying replaying;
    private final NumberedTables tables;
    private boolean clockIsSet;

    MySqlGeneratedValues(Replaying replaying) {
        this.replaying = replaying;
        this.tables = new NumberedTables(replaying.connection());
    }

    @Override
    public Optional<String> give(Generation generation, SeenRows seen, @Nullable LogMark mark)
            throws SQLException, ReplayRefused {
        List<@Nullable String[]> values = seen.values();
        if (values == null || values.isEmpty()) {
            return Optional.empty();
        }
        if (generation instanceof AutoIncrement insert) {
            number(insert, seen.labels(), Objects.requireNonNull(values.get(0)));
        } else {
            setClock(Objects.requireNonNull(values.get(0)));
        }
        return Optional.empty();
    }

    /** What the application saw is the key alone, if it asked for generated keys, or a row with the key in its column. */
    private void number(AutoIncrement insert, List<String> labels, @Nullable String[] row)
            throws SQLException, ReplayRefused {
        NumberedTables.Key key = tables.keyOf(insert);
        if (key == null) {
            return;
        }
        int at = labels.size() == 1 ? 0 : labels.indexOf(key.column());
        String value = at < 0 ? null : row[at];
        if (value == null || !NUMBER.matcher(value).matches()) {
            return;
        }
        if (!key.isUnique()) {
            throw new ReplayRefused(
                    ReplayRefusal.VALUE_TAKEN, "nothing keeps two rows from having the same " + key.column());
        }
        run("SET insert_id = " + value);
    }

    /** Of a whole transaction the later statements run at that time, too, which is nearer to when they first ran. */
    private void setClock(@Nullable String[] row) throws SQLException {
        for (String value : row) {
            if (value != null && MOMENT.matcher(value).matches()) {
                run("SET timestamp = UNIX_TIMESTAMP('" + value + "')");
                if (!clockIsSet) {
                    clockIsSet = true;
                    replaying.afterwards(() -> run("SET timestamp = DEFAULT"));
                }
                return;
            }
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = replaying.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
