/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Copies a running server into standbys of it. This is what {@code pg_basebackup} does, which the binaries lack.
 *
 * <p>The log itself is not copied: the standby streams it from the start of the backup, and the server keeps it that
 * long.
 */
final class BaseBackup {

    /** Directories whose content belongs to the running server only; they must exist, empty. */
    private static final Set<String> EMPTY = Set.of(
            "pg_dynshmem",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans",
            "pg_wal");

    private static final Set<String> LEFT_OUT = Set.of(
            "postmaster.pid",
            "postmaster.opts",
            "standby.signal",
            "upstream.conf",
            "backup_label",
            "backup_label.old",
            "tablespace_map",
            "tablespace_map.old");

    private BaseBackup() {}

    /** Fills the empty data directories of the targets; they stream from {@code source} once they are started. */
    static void take(PostgresNode source, List<PostgresNode> targets) throws SQLException, IOException {
        try (Connection connection = source.connectAsAdmin()) {
            Sql.execute(connection, "SELECT pg_backup_start('baton-lab', fast => true)");
            for (PostgresNode target : targets) {
                Trees.copy(source.server().data().path(), target.server().data().path(), BaseBackup::isCopied);
            }
            String label = Sql.queryString(connection, "SELECT labelfile FROM pg_backup_stop(false)");
            for (PostgresNode target : targets) {
                target.server().data().becomeStandby(label, source.port());
            }
        }
    }

    private static boolean isCopied(Path relative) {
        String name = relative.getFileName().toString();
        if (relative.getNameCount() == 1) {
            return !LEFT_OUT.contains(name);
        }
        // Without the history of timelines a standby could not tell which of two lines it is on.
        return !EMPTY.contains(relative.getName(0).toString()) || name.endsWith(".history");
    }
}
