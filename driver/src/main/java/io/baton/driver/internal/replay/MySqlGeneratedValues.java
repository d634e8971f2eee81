/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.outcome.LogMark;
import io.baton.driver.internal.sql.AutoIncrement;
import io.baton.driver.internal.sql.Generation;
import io.baton.driver.internal.sql.SequenceDraw;
import io.baton.topology.dialect.ColumnOrigin;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB take the next generated key and the time from variables of the session, as their replication by statement
 * does (manuals, {@code insert_id} and {@code timestamp}); anybody may set them.
 *
 * <p>InnoDB numbers on behind the highest key it has, so a key that is used again is not handed out later. Somebody else may have
 * got it before, where the promoted node did not know of it: the key has to be unique by itself, so that the replay fails then.
 */
final class MySqlGeneratedValues implements GeneratedValues {

    /** As many as a server draws ahead, by default, and some. */
    private static final int MOST_DRAWN = 2000;

    /** How the vendors' drivers name the column of generated keys. */
    private static final Set<String> OF_DRIVERS = Set.of("GENERATED_KEY", "insert_id");

    private static final String ASKED_IN_SECRET = """
            SELECT EXISTS (SELECT 1 FROM information_schema.routines WHERE routine_schema NOT IN ('sys', 'mysql')
                AND (routine_definition IS NULL OR LOWER(routine_definition) REGEXP 'lastval|previous'))
              OR EXISTS (SELECT 1 FROM information_schema.triggers WHERE LOWER(action_statement) REGEXP 'lastval|previous')""";

    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,18}");

    /** With as much of a second as there is. */
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");

    private final Replaying replaying;
    private final NumberedTables tables;
    private boolean clockIsSet;
    private @Nullable Boolean askedInSecret;
    private @Nullable Lent lent;

    /**
     * The next key is set in the session.
     *
     * @param at the column of the rows that come back in which the key has to be; 0 when the driver makes those
     */
    private record Lent(NumberedTables.Key key, int at) {}

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
        @Nullable String[] first = Objects.requireNonNull(values.get(0));
        if (generation instanceof SequenceDraw draw) {
            return drawn(draw, values, mark);
        }
        if (generation instanceof AutoIncrement insert) {
            number(insert, seen.labels(), first);
        } else {
            setClock(first);
        }
        return Optional.empty();
    }

    /**
     * A server draws ahead and logs that before it gives the first value, so who has the log up to there gives none of them
     * again. Else the value is ours only if it is drawn here.
     */
    private Optional<String> drawn(SequenceDraw draw, List<@Nullable String[]> values, @Nullable LogMark mark)
            throws SQLException, ReplayRefused {
        String text = values.get(0)[0];
        if (values.size() != 1 || text == null || !NUMBER.matcher(text).matches()) {
            return Optional.empty();
        }
        long value = Long.parseLong(text);
        if (mayBeAskedInSecret()) {
            return Optional.empty();
        }
        boolean kept = mark != null && replaying.isKept(mark);
        if (!kept && !isDrawnAgain(draw, value)) {
            throw new ReplayRefused(
                    ReplayRefusal.VALUE_TAKEN,
                    "it is not proved that the primary knew of the one that was drawn from " + draw.sequence());
        }
        return Optional.of(draw.giving(value));
    }

    /** Whether the code of the database asks what was drawn last, which it would not be told. */
    private boolean mayBeAskedInSecret() throws SQLException {
        if (askedInSecret == null) {
            try (Statement statement = replaying.connection().createStatement();
                    ResultSet row = statement.executeQuery(ASKED_IN_SECRET)) {
                row.next();
                askedInSecret = row.getBoolean(1);
            }
        }
        return askedInSecret;
    }

    private boolean isDrawnAgain(SequenceDraw draw, long value) throws SQLException {
        try (PreparedStatement next =
                replaying.connection().prepareStatement("SELECT NEXTVAL(" + draw.sequence() + ")")) {
            for (int i = 0; i < MOST_DRAWN; i++) {
                try (ResultSet row = next.executeQuery()) {
                    row.next();
                    long drawn = row.getLong(1);
                    if (drawn >= value) {
                        return drawn == value;
                    }
                }
            }
            return false;
        }
    }

    /**
     * What the application saw is the key alone, if it asked for generated keys, or rows with the key in its column. Where a server
     * numbers in steps, the steps of another one may begin elsewhere: it would give other keys to the second row and those behind it.
     */
    private void number(AutoIncrement insert, List<String> labels, @Nullable String[] first)
            throws SQLException, ReplayRefused {
        NumberedTables.Key key = tables.keyOf(insert);
        boolean inSteps = key != null && key.increment() != 1 && insert.rows() > 1;
        if (key == null || inSteps || !insert.leavesToServer(key.column())) {
            return;
        }
        int at = IntStream.range(0, labels.size())
                .filter(i -> key.column().equalsIgnoreCase(labels.get(i))
                        || (!insert.returns() && OF_DRIVERS.contains(labels.get(i))))
                .findFirst()
                .orElse(-1);
        String value = at < 0 ? null : first[at];
        if (value == null || !NUMBER.matcher(value).matches()) {
            return;
        }
        if (!key.isUnique()) {
            throw new ReplayRefused(
                    ReplayRefusal.VALUE_TAKEN, "nothing keeps two rows from having the same " + key.column());
        }
        replaying.lends(true);
        run("SET insert_id = " + value);
        lent = new Lent(key, insert.returns() ? at + 1 : 0);
    }

    /** A key that no INSERT has taken would be taken by the next one; MySQL knows no way to take it back. */
    @Override
    public void confirm(ResultSet again) throws SQLException, ReplayRefused {
        Lent next = lent;
        lent = null;
        if (next == null) {
            return;
        }
        NumberedTables.Key key = next.key();
        ColumnOrigin expected = new ColumnOrigin(key.schema(), key.table(), key.column());
        if (next.at() > 0 && !expected.equals(replaying.dialect().origin(again, next.at()))) {
            throw new ReplayRefused(
                    ReplayRefusal.RESULT_CHANGED, "column " + next.at() + " is not " + key.column() + " itself");
        }
        try (Statement statement = replaying.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT @@insert_id")) {
            row.next();
            if (row.getLong(1) != 0) {
                throw new ReplayRefused(ReplayRefusal.OUTCOME_CHANGED, "it has not numbered its row");
            }
        }
        replaying.lends(false);
    }

    @Override
    public void forget() {
        tables.forget();
        askedInSecret = null;
    }

    /** Of a whole transaction the later statements run at that time, too, which is nearer to when they first ran. */
    private void setClock(@Nullable String[] row) throws SQLException {
        String value = row[0];
        if (row.length != 1 || value == null || !MOMENT.matcher(value).matches()) {
            return;
        }
        run("SET timestamp = UNIX_TIMESTAMP('" + value + "')");
        if (!clockIsSet) {
            clockIsSet = true;
            replaying.afterwards(() -> run("SET timestamp = DEFAULT"));
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = replaying.connection().createStatement()) {
            statement.execute(sql);
        }
    }
}
