/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import io.baton.topology.dialect.Dialect;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
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
    private @Nullable List<@Nullable String[]> values;
    private List<String> labels = List.of();

    /** @param keepsValues whether the values themselves may be needed, to be given again */
    public SeenRows(boolean keepsValues) {
        values = keepsValues ? new ArrayList<>(1) : null;
    }

    /** The application stepped on the current row of the result. */
    public void took(ResultSet result, Dialect dialect) throws SQLException {
        if (columns == 0) {
            columns = result.getMetaData().getColumnCount();
            binary = dialect.isBinary(result);
            if (values != null) {
                labels = labels(result.getMetaData());
            }
        }
        rows++;
        boolean wasNull = result.wasNull();
        if (values != null) {
            keep(values, result);
        }
        digest = digest(digest, result, columns, wasNull, dialect);
    }

    /** The application was told that there are no more rows. */
    public void tookEnd() {
        end = true;
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
        long digestAgain = RowDigest.EMPTY;
        for (long row = 1; row <= rows; row++) {
            if (!again.next()) {
                throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "it has " + (row - 1) + " rows now");
            }
            if (row == 1 && again.getMetaData().getColumnCount() != columns) {
                throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "it has other columns now");
            }
            digestAgain = digest(digestAgain, again, columns, false, dialect);
        }
        if (digestAgain != digest) {
            throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "within the first " + rows + " rows");
        }
        if (end && again.next()) {
            throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "it has more than " + rows + " rows now");
        }
    }
}
