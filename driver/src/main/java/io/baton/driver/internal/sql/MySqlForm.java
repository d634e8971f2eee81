/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;

/**
 * What kind of statement of MySQL or MariaDB it is, by exactly the words that make it one. Whatever is in no form known here is
 * {@link #OTHER}: it may commit, set variables, lock and begin things (manuals: "SQL Statements"; "Statements That Cause an Implicit
 * Commit").
 */
enum MySqlForm {
    /** Reads or writes rows, or evaluates expressions: all it can do to the session, its expressions do. */
    PLAIN,
    /** Tells something of the server or the session. */
    SHOW,
    /** As {@link #PLAIN}, with a file, of which nobody knows whether it is the same the second time. */
    LOAD_DATA,
    SET,
    USE,
    BEGIN,
    COMMIT,
    ROLLBACK,
    ROLLBACK_TO,
    SAVEPOINT,
    RELEASE_SAVEPOINT,
    CREATE_TEMPORARY,
    DROP_TEMPORARY,
    /** Changes definitions or the server and commits; the server says afterwards whether it did. */
    DEFINITION,
    /** The same, and the session has a lock afterwards that it takes {@code UNLOCK TABLES} to get rid of. */
    LOCK_TABLES,
    UNLOCK_TABLES,
    PREPARE,
    DEALLOCATE,
    HANDLER,
    /** Runs a procedure. */
    CALL,
    /** About a transaction in two phases. */
    XA,
    OTHER;

    private static final Set<String> DEFINING =
            Set.of("CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "GRANT", "REVOKE");

    /** Of the whole server, and nothing of the session. */
    private static final Set<String> ADMINISTERING = Set.of(
            "RESET", "INSTALL", "UNINSTALL", "STOP", "CHANGE", "PURGE", "SHUTDOWN", "IMPORT", "CLONE", "KILL", "CACHE");

    private static final Set<String> OF_TABLES = Set.of("ANALYZE", "OPTIMIZE", "CHECK", "REPAIR");

    private static final Set<String> FLUSHED = Set.of(
            "PRIVILEGES",
            "LOGS",
            "STATUS",
            "HOSTS",
            "USER_RESOURCES",
            "OPTIMIZER_COSTS",
            "QUERY",
            "GENERAL",
            "SLOW",
            "ERROR",
            "ENGINE",
            "BINARY",
            "RELAY");

    private static final Set<String> STARTED = Set.of("SLAVE", "REPLICA", "GROUP_REPLICATION", "ALL");

    /** @param words of the statement, without literals; names in quotation marks have those */
    static MySqlForm of(List<String> words) {
        return words.isEmpty() ? OTHER : new Words(words).form();
    }

    /** Whether what was open before may be committed by it; PREPARE and the like do nothing to it. */
    boolean mayCommit() {
        return switch (this) {
            case COMMIT, DEFINITION, LOCK_TABLES, UNLOCK_TABLES, CALL, XA, OTHER -> true;
            case PLAIN,
                    SHOW,
                    LOAD_DATA,
                    SET,
                    USE,
                    BEGIN,
                    ROLLBACK,
                    ROLLBACK_TO,
                    SAVEPOINT,
                    RELEASE_SAVEPOINT,
                    CREATE_TEMPORARY,
                    DROP_TEMPORARY,
                    PREPARE,
                    DEALLOCATE,
                    HANDLER -> false;
        };
    }

    /** Whether it may do so without the server saying anything of it, since another transaction is open afterwards. */
    boolean hidesCommits() {
        return this == CALL || this == XA || this == OTHER;
    }

    private record Words(List<String> words) {

        private String word(int at) {
            return at < words.size() ? words.get(at) : "";
        }

        private boolean is(int at, String... expected) {
            for (int i = 0; i < expected.length; i++) {
                if (!word(at + i).equals(expected[i])) {
                    return false;
                }
            }
            return true;
        }

        MySqlForm form() {
            return switch (word(0)) {
                case "SELECT", "VALUES", "TABLE", "WITH", "(", "INSERT", "REPLACE", "UPDATE", "DELETE", "DO" -> PLAIN;
                case "SHOW", "DESC", "DESCRIBE", "EXPLAIN", "HELP", "CHECKSUM" -> SHOW;
                case "LOAD" -> load();
                case "SET" -> SET;
                case "USE" -> words.size() == 2 ? USE : OTHER;
                case "BEGIN" -> ends(is(1, "WORK") ? 2 : 1) ? BEGIN : OTHER;
                case "START" -> start();
                case "COMMIT" -> endsTransaction(1) ? COMMIT : OTHER;
                case "ROLLBACK" -> rollback();
                case "SAVEPOINT" -> ends(2) ? SAVEPOINT : OTHER;
                case "RELEASE" -> is(1, "SAVEPOINT") && ends(3) ? RELEASE_SAVEPOINT : OTHER;
                case "CREATE" -> create();
                case "DROP" -> drop();
                case "LOCK" -> is(1, "TABLES") || is(1, "TABLE") ? LOCK_TABLES : OTHER;
                case "UNLOCK" -> (is(1, "TABLES") || is(1, "TABLE")) && ends(2) ? UNLOCK_TABLES : OTHER;
                case "FLUSH" -> flush();
                case "PREPARE" -> PREPARE;
                case "DEALLOCATE" -> is(1, "PREPARE") && ends(3) ? DEALLOCATE : OTHER;
                case "HANDLER" -> HANDLER;
                case "CALL" -> CALL;
                case "{" -> escape();
                case "XA" -> XA;
                default -> byFirstWord();
            };
        }

        private boolean ends(int at) {
            return words.size() == at;
        }

        private MySqlForm byFirstWord() {
            if (DEFINING.contains(word(0)) || ADMINISTERING.contains(word(0))) {
                return DEFINITION;
            }
            boolean binlog = is(1, "NO_WRITE_TO_BINLOG") || is(1, "LOCAL");
            boolean ofTable = is(binlog ? 2 : 1, "TABLE") || is(binlog ? 2 : 1, "TABLES") || is(1, "VIEW");
            return OF_TABLES.contains(word(0)) && ofTable ? DEFINITION : OTHER;
        }

        private MySqlForm load() {
            if (is(1, "INDEX")) {
                return DEFINITION;
            }
            return is(1, "DATA") || is(1, "XML") ? LOAD_DATA : OTHER;
        }

        private MySqlForm start() {
            if (is(1, "TRANSACTION")) {
                return words.stream()
                                .skip(2)
                                .allMatch(
                                        Set.of("WITH", "CONSISTENT", "SNAPSHOT", "READ", "ONLY", "WRITE", ",")
                                                ::contains)
                        ? BEGIN
                        : OTHER;
            }
            return STARTED.contains(word(1)) ? DEFINITION : OTHER;
        }

        /** {@code [WORK] [AND [NO] CHAIN] [[NO] RELEASE]}. */
        private boolean endsTransaction(int from) {
            return words.stream().skip(from).allMatch(Set.of("WORK", "AND", "NO", "CHAIN", "RELEASE")::contains);
        }

        private MySqlForm rollback() {
            int to = is(1, "WORK") ? 2 : 1;
            if (is(to, "TO")) {
                return ends(is(to + 1, "SAVEPOINT") && !ends(to + 2) ? to + 3 : to + 2) ? ROLLBACK_TO : OTHER;
            }
            return endsTransaction(1) ? ROLLBACK : OTHER;
        }

        private MySqlForm create() {
            return is(is(1, "OR", "REPLACE") ? 3 : 1, "TEMPORARY") ? CREATE_TEMPORARY : DEFINITION;
        }

        private MySqlForm drop() {
            if (is(1, "PREPARE")) {
                return ends(3) ? DEALLOCATE : OTHER;
            }
            return is(1, "TEMPORARY") ? DROP_TEMPORARY : DEFINITION;
        }

        /** Of tables, it may lock them. */
        private MySqlForm flush() {
            int what = is(1, "NO_WRITE_TO_BINLOG") || is(1, "LOCAL") ? 2 : 1;
            boolean tables = is(what, "TABLES") || is(what, "TABLE");
            if (tables) {
                return ends(what + 1) ? DEFINITION : LOCK_TABLES;
            }
            return FLUSHED.contains(word(what)) && !words.contains(",") ? DEFINITION : OTHER;
        }

        /** Of JDBC: {@code {call p(..)}} or {@code {? = call f(..)}}, which the vendor's driver makes a CALL or a SELECT of. */
        private MySqlForm escape() {
            int call = is(1, "?", "=") ? 3 : 1;
            return is(call, "CALL") && is(words.size() - 1, "}") ? CALL : OTHER;
        }
    }
}
