/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Functions whose effects happen at once and outside the transaction (reference: the PostgreSQL manual, and of dblink). */
final class PostgresExternal {

    private static final Set<String> FUNCTIONS = Set.of(
            "setval",
            "lo_export",
            "lo_import",
            "pg_logical_emit_message",
            "pg_switch_wal",
            "pg_create_restore_point",
            "pg_cancel_backend",
            "pg_terminate_backend",
            "pg_reload_conf",
            "pg_rotate_logfile",
            "pg_promote",
            "pg_file_write",
            "pg_file_rename",
            "pg_file_unlink");

    private static final Set<String> PREFIXES = Set.of("dblink", "http_", "pg_background_");

    private PostgresExternal() {}

    /** Whether one of them is called, however it is written. */
    static boolean isCalled(List<Token> tokens) {
        return IntStream.range(0, tokens.size() - 1)
                .anyMatch(i -> tokens.get(i + 1).is("(") && isExternal(tokens.get(i)));
    }

    private static boolean isExternal(Token token) {
        String name = token.name();
        return name != null && (FUNCTIONS.contains(name) || PREFIXES.stream().anyMatch(name::startsWith));
    }
}
