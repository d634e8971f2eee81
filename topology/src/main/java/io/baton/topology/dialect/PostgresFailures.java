/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.FailureKind;
import java.io.EOFException;
import java.net.BindException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** From SQLStates of PostgreSQL and its JDBC driver to kinds of failure (PostgreSQL manual, appendix "Error Codes"). */
final class PostgresFailures {

    /** idle_in_transaction_session_timeout, transaction_timeout. */
    static final Set<String> ENDED_BY_LIMIT = Set.of("25P03", "25P04");

    /** admin_shutdown, idle_session_timeout. */
    private static final Set<String> ENDED_ON_PURPOSE = Set.of("57P01", "57P05");

    /** active_sql_transaction: VACUUM, CREATE DATABASE, CREATE INDEX CONCURRENTLY and the like. */
    /** currval and lastval, when nothing was drawn in the session. */
    static final String NOT_IN_PREREQUISITE_STATE = "55000";

    static final String ACTIVE_TRANSACTION = "25001";

    /** serialization_failure, deadlock_detected. */
    static final Set<String> CONFLICT = Set.of("40001", "40P01");

    private PostgresFailures() {}

    static boolean isOneOf(SQLException failure, Set<String> states) {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            if (e.getSQLState() != null && states.contains(e.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** statement_completion_unknown and transaction_resolution_unknown of the SQL standard: from what speaks PostgreSQL's protocol. */
    private static final Set<String> SAYS_SO_ITSELF = Set.of("40003", "08007");

    /**
     * Whatever PostgreSQL raises in a session that goes on it raises before the record of the commit is in its log: from there on
     * an error is no error any more but a PANIC, and what interrupts the wait for a standby is a warning, or ends the session.
     */
    static boolean provesNothingCommitted(SQLException failure) {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            if (SAYS_SO_ITSELF.contains(String.valueOf(e.getSQLState())) && !isRaised(e)) {
                return false;
            }
        }
        return true;
    }

    /** By the RAISE of an application's PL/pgSQL, which may give any state. */
    private static boolean isRaised(SQLException e) {
        ServerErrorMessage said = e instanceof PSQLException server ? server.getServerErrorMessage() : null;
        return said != null && "exec_stmt_raise".equals(said.getRoutine());
    }

    /**
     * A session is ended where it looks for interrupts. It does so while it waits for a statement, and in a statement until that commits: from
     * the record of the commit to the end of its answer there is no such place, and who is ended while he waits for a standby gets a warning
     * instead (postgres.c, xact.c and syncrep.c of 12 to 18). Notifications are looked for in between, by a session that listens.
     */
    static boolean endedBeforeCommit(SQLException answer) {
        ServerErrorMessage said = answer instanceof PSQLException server ? server.getServerErrorMessage() : null;
        return said != null
                && ENDED_ON_PURPOSE.contains(String.valueOf(said.getSQLState()))
                && "ProcessInterrupts"
                        .equals(said.getRoutine()); // The severity is translated (lc_messages), names are not.
    }

    static FailureKind classify(SQLException failure) {
        FailureKind kind = FailureKind.APPLICATION;
        // The driver chains the end of the connection behind the server's last message, as next exception.
        for (SQLException e = failure; e != null && kind == FailureKind.APPLICATION; e = e.getNextException()) {
            kind = classifyState(e);
        }
        return kind;
    }

    /** Whether pgjdbc closed the session by itself: for a setting that it cannot work with, or in a writer of parameters. */
    static boolean isOfTheCall(SQLException failure) {
        if (failure.getNextException() != null || !"08006".equals(failure.getSQLState())) {
            return false;
        }
        Throwable cause = rootCause(failure);
        if (cause == null) {
            return failure instanceof PSQLException own && own.getServerErrorMessage() == null;
        }
        return cameFromAByteStreamWriter(cause.getStackTrace());
    }

    /** The writer is the application's: what it throws begins above pgjdbc's call of it, what a socket throws below. */
    private static boolean cameFromAByteStreamWriter(StackTraceElement[] frames) {
        for (int i = 0; i < frames.length; i++) {
            if (frames[i].getClassName().startsWith("org.postgresql.")) {
                return i > 0
                        && frames[i].getClassName().equals("org.postgresql.core.PGStream")
                        && frames[i].getMethodName().equals("send");
            }
        }
        return false;
    }

    private static FailureKind classifyState(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            return FailureKind.APPLICATION;
        }
        return switch (state) {
            case "57P01", // admin_shutdown: fast stop, pg_terminate_backend
                    "57P02", // crash_shutdown
                    "57P04", // database_dropped
                    "57P05", // idle_session_timeout
                    "25P03", // idle_in_transaction_session_timeout
                    "25P04" // transaction_timeout
            -> FailureKind.CONNECTION_LOST;
            case "57P03" -> FailureKind.NOT_ACCEPTING; // cannot_connect_now: starting, recovering, shutting down
            case "25006" -> FailureKind.READ_ONLY_NODE; // read_only_sql_transaction
            case "53300" -> FailureKind.TOO_MANY_CONNECTIONS; // too_many_connections
            case "3D000" -> FailureKind.LOGIN_REFUSED; // invalid_catalog_name at connect
            // sqlserver_rejected_establishment: pgjdbc for a missing password, or TLS not offered
            case "08004" -> brokeInTheLogin(e) ? FailureKind.CONNECTION_LOST : FailureKind.LOGIN_REFUSED;
            default -> classifyClass(state, e);
        };
    }

    private static FailureKind classifyClass(String state, SQLException e) {
        if (state.startsWith("28")) { // invalid_authorization_specification, invalid_password
            return FailureKind.LOGIN_REFUSED;
        }
        if (!state.startsWith("08")) {
            return FailureKind.APPLICATION;
        }
        Throwable cause = rootCause(e);
        if (cause instanceof ClassCastException
                || cause instanceof ReflectiveOperationException
                || cause instanceof BindException) {
            return FailureKind.APPLICATION; // A socket factory or an address of this machine, from the parameters.
        }
        if (state.equals("08001")) { // sqlclient_unable_to_establish_sqlconnection
            return cause != null && cameFromTheNode(cause) ? FailureKind.CONNECTION_LOST : FailureKind.TIMEOUT;
        }
        return cause instanceof SocketTimeoutException ? FailureKind.TIMEOUT : FailureKind.CONNECTION_LOST;
    }

    /** The driver keeps to itself that the connection broke while it read which ways to log in there are. */
    private static boolean brokeInTheLogin(SQLException refusal) {
        StackTraceElement[] frames = refusal.getStackTrace();
        return frames.length > 0 && frames[0].getMethodName().equals("initializeScramClient");
    }

    /** Refused, reset or closed comes from the node's machine; "timed out" and "no route" say nothing about the node. */
    private static boolean cameFromTheNode(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof EOFException
                || Refusals.isOfTheMachine(cause)
                || message.contains("reset"); // The words of the JDK itself.
    }

    private static @Nullable Throwable rootCause(SQLException e) {
        Throwable cause = e.getCause();
        while (cause != null && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
