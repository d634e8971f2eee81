/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.history.LogReading;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;

/**
 * Where a node's write-ahead log stands, without privileges. Once {@code pg_is_in_recovery()} is false, the last position
 * replayed stays what it is: where the promotion, or the recovery after a crash, ended.
 */
final class PostgresLog {

    /** Columns of a query that has {@code in_recovery} before them. Of the other role's functions none is called. */
    static final String COLUMNS = """
            (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint AS started,
              coalesce((SELECT extract(epoch FROM stats_reset) * 1000000 FROM pg_stat_bgwriter), 0)::bigint AS stats,
              CASE WHEN pg_is_in_recovery() THEN 0
                ELSE pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0') END::bigint AS durable,
              CASE WHEN pg_is_in_recovery() THEN 0
                ELSE pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') END::bigint AS log_end,
              coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), 0)::bigint AS recovery_end,
              pg_backend_pid() AS backend""";

    private PostgresLog() {}

    static LogReading read(ResultSet row, BaseConnection session) throws SQLException {
        boolean inRecovery = row.getBoolean("in_recovery");
        long recoveryEnd = row.getLong("recovery_end");
        boolean direct = row.getInt("backend") == session.getBackendPID();
        return new LogReading(
                inRecovery,
                row.getLong("started"),
                row.getLong("stats"),
                row.getLong("durable"),
                // A standby that is promoted between two columns must not show its new timeline's end as replayed.
                inRecovery ? recoveryEnd : row.getLong("log_end"),
                recoveryEnd,
                direct);
    }
}
