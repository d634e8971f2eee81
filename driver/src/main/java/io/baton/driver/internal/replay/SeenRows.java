/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import io.baton.topology.dialect.Dialect;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was handed out of one result, in order: a digest of the raw values of the rows that the application stepped on, and
 * whether it came to the end. Rows that it never fetched do not count: it knows nothing of them.
 *
 * <p>Used by the thread that uses the result.
 */
public final class SeenRows {

    /** Generated values are kept as they are, not as a digest; of so many rows at most. */
    private static final int MOST_KEPT = 1000;

    private int columns;
    private boolean binary;
    private long rows;
    private long digest = RowDigest.EMPTY;
    private boolean end;
    /** What stepping on failed with; null when it did not. */
    private @Nullable String failure;

    private final SeenPosition position = new SeenPosition();
    /** Of the columns, as far as the application was shown a row or asked for it. */
    private @Nullable ResultSetMetaData description;

    private @Nullable String warnings;
    private @Nullable List<@Nullable String[]> values;
    private List<String> labels = List.of();

    /** @param keepsValues whether the values themselves may be needed, to be given again */
    public SeenRows(boolean keepsValues) {
        values = keepsValues ? new ArrayList<>(1) : null;
    }

    /** The application stepped on the current row of the result. */
    public void took(ResultSet result, Dialect dialect) throws SQLException {
        if (columns == 0) {
            ResultSetMetaData described = result.getMetaData();
            columns = described.getColumnCount();
            description = described;
            binary = dialect.isBinary(result);
            if (values != null) {
                labels = labels(described);
            }
        }
        rows++;
        position.left();
        boolean wasNull = result.wasNull();
        if (values != null) {
            keep(values, result);
        }
        digest = digest(digest, result, columns, wasNull, dialect);
    }

    /** The application was told that there are no more rows. */
    public void tookEnd() {
        end = true;
        position.left();
    }

    /** The application was told that there is no way on. */
    public void tookFailure(SQLException told) {
        failure = Learned.of(told);
    }

    /** The application was told something about the place where it is. */
    public void told(SeenPosition.Question question, Object answer) {
        position.told(question, answer);
    }

    /** The application was shown what the columns are. */
    public void described(ResultSetMetaData shown) {
        description = shown;
    }

    /** The application was shown what the server said beside the rows. */
    public void warned(@Nullable SQLWarning shown) {
        warnings = Learned.of(shown);
    }

    private static List<String> labels(ResultSetMetaData columns) throws SQLException {
        List<String> labels = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            labels.add(columns.getColumnLabel(i));
        }
        return labels;
    }

    private void keep(List<@Nullable String[]> kept, ResultSet result) throws SQLException {
        if (rows > MOST_KEPT) {
            values = null;
            return;
        }
        @Nullable String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
            row[i] = result.getString(i + 1);
        }
        kept.add(row);
    }

    /** Reading the values shows in wasNull(), which goes on to tell of the last one that the application has read. */
    private static long digest(long before, ResultSet result, int columns, boolean wasNull, Dialect dialect)
            throws SQLException {
        long digest = before;
        int aNull = 0;
        int aValue = 0;
        for (int column = 1; column <= columns; column++) {
            byte[] value = dialect.rawValue(result, column);
            digest = RowDigest.with(digest, value);
            if (value == null) {
                aNull = column;
            } else {
                aValue = column;
            }
        }
        int telling = wasNull ? aNull : aValue;
        if (telling > 0 && telling != columns) {
            dialect.rawValue(result, telling);
        }
        return digest;
    }

    /** Whether the rows came in the vendor's binary format, so that they compare with such rows only. */
    public boolean isBinary() {
        return binary;
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /** The columns of {@link #values()}. */
    List<String> labels() {
        return labels;
    }

    /** The values as text, by row; null when they were not kept. */
    @Nullable
    List<@Nullable String[]> values() {
        return values;
    }

    /**
     * Steps through the result as the application did, and leaves it where the application is.
     *
     * @throws ReplayRefused when the application would have seen something else
     * @throws SQLException when reading fails
     */
    public void verify(ResultSet again, Dialect dialect) throws SQLException, ReplayRefused {
        compareColumns(again);
        long digestAgain = RowDigest.EMPTY;
        for (long row = 1; row <= rows; row++) {
            if (!again.next()) {
                throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "it has " + (row - 1) + " rows now");
            }
            digestAgain = digest(digestAgain, again, columns, false, dialect);
        }
        if (digestAgain != digest) {
            throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "within the first " + rows + " rows");
        }
        if (end && again.next()) {
            throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "it has more than " + rows + " rows now");
        }
        if (failure != null) {
            compareFailure(again, failure);
        }
        position.verify(again);
        if (warnings != null && !warnings.equals(Learned.of(again.getWarnings()))) {
            throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "it gives other warnings now");
        }
    }

    /** Values that are given instead of made come in a type as wide as theirs, and under the same labels. */
    private void compareColumns(ResultSet again) throws SQLException, ReplayRefused {
        if (description == null) {
            return;
        }
        if (values != null) {
            if (rows > 0 && !labels.equals(labels(again.getMetaData()))) {
                throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "it has other columns now");
            }
            return;
        }
        if (!Learned.isSame(description, again.getMetaData())) {
            throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "it has other columns now");
        }
    }

    /** A failure while rows are read ends the reading, and on PostgreSQL the transaction up to a savepoint. */
    private static void compareFailure(ResultSet again, String seen) throws SQLException, ReplayRefused {
        try {
            again.next();
        } catch (SQLException e) {
            if (seen.equals(Learned.of(e))) {
                return;
            }
            throw e;
        }
        throw new ReplayRefused(ReplayRefusal.OUTCOME_CHANGED, "reading it does not fail any more");
    }
}
