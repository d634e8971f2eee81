/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.GtidSet;
import io.baton.topology.Upstream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a server of MySQL or MariaDB says of its replication to those who may ask.
 *
 * @param query one row for each server that it receives from
 * @param received the column with the transactions that were received whole; empty without GTID
 * @param upstream the word for it in the names of columns
 * @param parse how the engine writes sets of transactions
 */
record ReplicationStatus(String query, String received, String upstream, Function<String, GtidSet> parse) {

    /** ER_SPECIFIC_ACCESS_DENIED_ERROR, ER_PARSE_ERROR: an older server has another word for it. */
    private static final Set<Integer> NOT_TOLD = Set.of(1227, 1064);

    /**
     * Whether all that was received is applied.
     *
     * @param executed what the server had executed a moment before
     * @return null when the session is not told
     */
    @Nullable
    Boolean isAllApplied(Connection session, GtidSet executed) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                if (!isAllApplied(row, executed)) {
                    return false;
                }
            }
            return true;
        } catch (SQLException e) {
            if (MySqlFailures.isOneOf(e, NOT_TOLD)) {
                return null;
            }
            throw e;
        }
    }

    /**
     * Whether a server that accepts writes and does not seem to replicate is set up to. Costs a round trip.
     *
     * @return the same when the session is not told
     */
    Answer lookCloser(Connection session, Answer answer) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            boolean isSetUp = false;
            while (row.next()) {
                isSetUp = true;
                if (runs(row, "_IO_Running") || runs(row, "_SQL_Running")) {
                    return answer.unprotected();
                }
            }
            return answer.with(isSetUp ? Upstream.LOST : Upstream.NONE);
        } catch (SQLException e) {
            if (MySqlFailures.isOneOf(e, NOT_TOLD)) {
                return answer;
            }
            throw e;
        }
    }

    /** One that tries to connect runs, too. */
    private boolean runs(ResultSet row, String thread) throws SQLException {
        return !"No".equalsIgnoreCase(row.getString(replica() + thread));
    }

    private String replica() {
        return upstream.equals("Source") ? "Replica" : "Slave";
    }

    private boolean isAllApplied(ResultSet row, GtidSet executed) throws SQLException {
        String transactions = row.getString(received);
        if (transactions != null && !transactions.isBlank()) {
            return executed.contains(parse.apply(transactions));
        }
        return same(row, "Read_" + upstream + "_Log_Pos", "Exec_" + upstream + "_Log_Pos")
                && same(row, upstream + "_Log_File", "Relay_" + upstream + "_Log_File");
    }

    private static boolean same(ResultSet row, String column, String other) throws SQLException {
        return String.valueOf(row.getString(column)).equals(row.getString(other));
    }
}
