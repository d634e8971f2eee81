/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import io.baton.lab.mysql.Engine;
import io.baton.tests.answers.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One of the databases, with the objects that programs work on. */
@SuppressWarnings("ImmutableEnumChecker") // Lists that nobody changes.
enum World {
    POSTGRES(List.of(
            "", "&prepareThreshold=1", "&preferQueryMode=simple", "&autosave=always", "&reWriteBatchedInserts=true")) {
        @Override
        Site open() throws SQLException {
            return Site.postgres();
        }

        @Override
        Stream<Setter> moreSetters() {
            return PostgresSetters.ALL.stream();
        }
    },
    MARIADB(List.of(
            "",
            "&useServerPrepStmts=true",
            "&rewriteBatchedStatements=true",
            "&allowMultiQueries=true",
            "&autocommit=false")) {
        @Override
        Site open() throws SQLException {
            return Site.of(Engine.MARIADB);
        }
    },
    MYSQL(List.of("", "&useServerPrepStmts=true", "&rewriteBatchedStatements=true", "&allowMultiQueries=true")) {
        @Override
        Site open() throws SQLException {
            return Site.of(Engine.MYSQL);
        }
    };

    private final List<String> vendorsOptions;

    World(List<String> vendorsOptions) {
        this.vendorsOptions = vendorsOptions;
    }

    abstract Site open() throws SQLException;

    Stream<Setter> moreSetters() {
        return Stream.of();
    }

    List<Setter> setters() {
        return Stream.concat(CommonSetters.ALL.stream(), moreSetters()).toList();
    }

    /** What makes the server as it was in the beginning, with sequences that begin at this number. */
    List<String> reset(int base) {
        return this == POSTGRES ? List.of("SELECT reset(" + base + ")") : List.of("CALL reset(" + base + ")");
    }

    /** What reads what the parts of a file ask for, in one round trip; {@link #preparations} come first. */
    String reading(String file) {
        return this == POSTGRES ? String.join(";", parts(file)) : "CALL read_" + file + "()";
    }

    /** What makes logins cheap, and readings one. */
    List<String> preparations() {
        return this == POSTGRES
                ? List.of("SET scram_iterations = 1", "ALTER ROLE app PASSWORD 'app'")
                : List.of(procedure("truth"), procedure("next"));
    }

    private String procedure(String file) {
        return "CREATE PROCEDURE read_" + file + "() BEGIN " + String.join(";", parts(file)) + "; END";
    }

    /** How long a session waits for locks: until those of the last program are gone, or next to not at all. MySQL knows no shorter time. */
    String patience(boolean much) {
        return switch (this) {
            case POSTGRES -> "SET lock_timeout = " + (much ? 10_000 : 200);
            case MARIADB -> "SET lock_wait_timeout = %1$d, innodb_lock_wait_timeout = %1$d".formatted(much ? 10 : 0);
            case MYSQL -> "SET lock_wait_timeout = %1$d, innodb_lock_wait_timeout = %1$d".formatted(much ? 10 : 1);
        };
    }

    /** Whether somebody would have had to wait longer than his patience. */
    boolean isLocked(SQLException failure) {
        return this == POSTGRES ? "55P03".equals(failure.getSQLState()) : failure.getErrorCode() == 1205;
    }

    /** The server's number of the session. */
    long session(Connection connection) throws SQLException {
        String query = this == POSTGRES ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Tells an administrator which one the session has; nothing if it has none. */
    static String openTransaction(long session) {
        return "SELECT CASE WHEN state LIKE '%(aborted)' THEN '" + Recorded.ABORTED
                + "' ELSE xact_start::text END FROM pg_stat_activity WHERE state LIKE 'idle in tr%' AND pid = "
                + session;
    }

    /** What an administrator is told of everybody. */
    String sessions() {
        return this == POSTGRES
                ? "SELECT pid, state, wait_event, query FROM pg_stat_activity WHERE usename = 'app'"
                : "SELECT ID, COMMAND, STATE, INFO FROM information_schema.PROCESSLIST";
    }

    List<String> vendorsOptions() {
        return vendorsOptions;
    }

    /** The parts of a file of this database's, which are separated by two semicolons. */
    List<String> parts(String file) {
        return Arrays.stream(text(file).split(";;\\s*", -1)).map(String::strip).toList();
    }

    String text(String file) {
        String name = (this == POSTGRES ? "postgres." : "mysql.") + file;
        try (InputStream in = World.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
