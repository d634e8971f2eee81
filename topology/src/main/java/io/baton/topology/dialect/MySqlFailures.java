/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.FailureKind;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * From the error numbers of MySQL and MariaDB, and SQLStates of their JDBC drivers, to kinds of failure (MySQL manual,
 * "Server Error Message Reference"; MariaDB, "Error Codes"). What no server sent has no number of 1000 or more, but for the
 * 1220 of MariaDB's driver, which means a connection that is closed.
 */
final class MySqlFailures {

    /**
     * ER_CANT_DO_THIS_DURING_AN_TRANSACTION, XAER_OUTSIDE, ER_CANT_CHANGE_TX_CHARACTERISTICS,
     * ER_VARIABLE_NOT_SETTABLE_IN_TRANSACTION.
     */
    static final Set<Integer> ACTIVE_TRANSACTION = Set.of(1179, 1400, 1568, 1766);

    /**
     * ER_LOCK_DEADLOCK, ER_LOCK_WAIT_TIMEOUT, ER_CHECKREAD, XA_RBTIMEOUT, XA_RBDEADLOCK, ER_USER_LOCK_DEADLOCK,
     * ER_TRANSACTION_ROLLBACK_DURING_COMMIT (Group Replication), ER_LOCK_NOWAIT.
     */
    static final Set<Integer> CONFLICT = Set.of(1213, 1205, 1020, 1613, 1614, 3058, 3101, 3572);

    /**
     * ER_SERVER_SHUTDOWN, ER_CONNECTION_KILLED of MariaDB, ER_SESSION_WAS_KILLED: the server's last word in a session, which
     * neither driver closes for that.
     */
    private static final Map<Integer, String> FAREWELL = Map.of(1053, "08S01", 1927, "70100", 3169, "HY000");

    /** ER_NO_SUCH_THREAD. */
    static final Set<Integer> NO_SUCH_SESSION = Set.of(1094);

    private static final int OWN_CLOSED_OF_MARIADB = 1220;

    /** ER_CLIENT_INTERACTION_TIMEOUT: the session said nothing for the wait_timeout. */
    private static final int WAITED_TOO_LONG = 4031;

    private MySqlFailures() {}

    static boolean isOneOf(SQLException failure, Set<Integer> numbers) {
        return any(failure, e -> numbers.contains(e.getErrorCode()));
    }

    /** A SIGNAL of the application's may have the number, and seldom has the state that the server gives with it. */
    static boolean isFarewell(SQLException failure) {
        return any(failure, e -> {
            String itsState = FAREWELL.get(e.getErrorCode());
            return itsState != null
                    && (stateOf(e).equals(itsState) || stateOf(e).equals("08S01"));
        });
    }

    static boolean isServers(SQLException failure) {
        return any(failure, e -> e.getErrorCode() >= 1000 && e.getErrorCode() != OWN_CLOSED_OF_MARIADB);
    }

    private static boolean any(SQLException failure, Predicate<SQLException> test) {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            if (test.test(e)) {
                return true;
            }
        }
        return false;
    }

    /** Connector/J has a text of its own for it and keeps the number to itself. MariaDB says nothing before it hangs up. */
    static boolean isOfLimit(SQLException failure) {
        return any(
                failure,
                e -> e.getErrorCode() == WAITED_TOO_LONG
                        || (stateOf(e).equals("08S01")
                                && String.valueOf(e.getMessage()).contains("See wait_timeout")));
    }

    /** MySQL says it in a session that waits for a statement, and hangs up. */
    static boolean waitedTooLong(SQLException failure) {
        return failure.getErrorCode() == WAITED_TOO_LONG;
    }

    /** ER_NET_PACKET_TOO_LARGE, and an error in the application's stream that MariaDB's driver takes for one of the socket. */
    static boolean isOfTheCall(SQLException failure) {
        Throwable cause = rootCause(failure);
        return failure.getErrorCode() == 1153 || (cause != null && cameFromAStreamOfTheApplication(cause));
    }

    /**
     * Both drivers keep a connection open that broke while they read the rows of a result one by one, and Connector/J says it
     * with a state of its own.
     */
    static boolean isOfNetwork(SQLException failure) {
        return !isServers(failure)
                && rootCause(failure) instanceof IOException broken
                && !isOfTheCall(failure)
                && (stateOf(failure).startsWith("08") || cameFromTheServer(broken));
    }

    /** What Connector/J reads the network with. */
    private static boolean cameFromTheServer(IOException cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().startsWith("com.mysql.")) {
                return frame.getClassName().startsWith("com.mysql.cj.protocol.")
                        && frame.getClassName().endsWith("InputStream");
            }
        }
        return false;
    }

    /** The driver's codecs read streams and nothing else: what comes from there is not from the network. */
    private static boolean cameFromAStreamOfTheApplication(Throwable cause) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().startsWith("org.mariadb.")) {
                return frame.getClassName().startsWith("org.mariadb.jdbc.plugin.codec.");
            }
        }
        return false;
    }

    static FailureKind classify(SQLException failure) {
        FailureKind kind = FailureKind.APPLICATION;
        for (SQLException e = failure; e != null && kind == FailureKind.APPLICATION; e = e.getNextException()) {
            kind = isServers(e) ? ofTheServer(e) : ofTheDriver(e);
        }
        return kind;
    }

    private static FailureKind ofTheServer(SQLException e) {
        return switch (e.getErrorCode()) {
            case 1053, // ER_SERVER_SHUTDOWN
                    1927, // ER_CONNECTION_KILLED of MariaDB
                    3169, // ER_SESSION_WAS_KILLED
                    WAITED_TOO_LONG -> FailureKind.CONNECTION_LOST;
            case 1047, // ER_UNKNOWN_COM_ERROR: a Galera node that is not prepared yet
                    1077, // ER_NORMAL_SHUTDOWN
                    1079, // ER_SHUTDOWN_COMPLETE
                    3032, // ER_SERVER_OFFLINE_MODE
                    3168 // ER_SERVER_ISNT_AVAILABLE
            -> FailureKind.NOT_ACCEPTING;
            case 1290 -> // ER_OPTION_PREVENTS_STATEMENT: of any option
                isOfReadOnlyOption(e) ? FailureKind.READ_ONLY_NODE : FailureKind.APPLICATION;
            case 1836, // ER_READ_ONLY_MODE
                    1874 // ER_INNODB_READ_ONLY
            -> FailureKind.READ_ONLY_NODE;
            case 1040, // ER_CON_COUNT_ERROR
                    1203, // ER_TOO_MANY_USER_CONNECTIONS
                    1226 // ER_USER_LIMIT_REACHED
            -> FailureKind.TOO_MANY_CONNECTIONS;
            case 1044, // ER_DBACCESS_DENIED_ERROR
                    1049, // ER_BAD_DB_ERROR
                    1129, // ER_HOST_IS_BLOCKED
                    1130, // ER_HOST_NOT_PRIVILEGED
                    1862, // ER_MUST_CHANGE_PASSWORD_LOGIN
                    3118, // ER_ACCOUNT_HAS_BEEN_LOCKED
                    4151 // ER_ACCOUNT_HAS_BEEN_LOCKED of MariaDB
            -> FailureKind.LOGIN_REFUSED;
            case 1643, // ER_SIGNAL_NOT_FOUND
                    1644 // ER_SIGNAL_EXCEPTION: a procedure of the application may give any state
            -> FailureKind.APPLICATION;
            default -> ofClass(stateOf(e));
        };
    }

    private static FailureKind ofClass(String state) {
        if (state.startsWith("28")) { // ER_ACCESS_DENIED_ERROR and others
            return FailureKind.LOGIN_REFUSED;
        }
        return state.startsWith("08") ? FailureKind.CONNECTION_LOST : FailureKind.APPLICATION;
    }

    /** Messages are translated, names of options are not. */
    private static boolean isOfReadOnlyOption(SQLException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("read-only") || message.contains("read_only");
    }

    private static FailureKind ofTheDriver(SQLException e) {
        String state = stateOf(e);
        Throwable cause = rootCause(e);
        if (cause instanceof GeneralSecurityException) { // A certificate that is not trusted.
            return FailureKind.LOGIN_REFUSED;
        }
        if (cause instanceof IOException broken && cameFromTheServer(broken)) {
            return ofTheNetwork(broken);
        }
        if (!state.startsWith("08")) {
            return e.getErrorCode() == -1
                            && state.startsWith("42") // Of MariaDB's driver: a plugin that it does not use.
                    ? FailureKind.LOGIN_REFUSED
                    : FailureKind.APPLICATION;
        }
        if (cause instanceof IOException broken) {
            return ofTheNetwork(broken);
        }
        // Neither the server nor the network: the driver itself asks for what the server does not offer, such as TLS.
        boolean driverDeclines = cause == null || cause.getClass().getName().startsWith("com.mysql.");
        boolean whenConnecting = state.equals("08001") || (state.equals("08000") && e.getErrorCode() == -1);
        return driverDeclines && whenConnecting ? FailureKind.LOGIN_REFUSED : FailureKind.CONNECTION_LOST;
    }

    /** Refused, reset or closed comes from the node's machine; the others say nothing about the node. */
    private static FailureKind ofTheNetwork(IOException broken) {
        if (broken instanceof BindException) {
            return FailureKind.APPLICATION; // An address of this machine, from the parameters.
        }
        boolean unheard = broken instanceof SocketTimeoutException
                || broken instanceof UnknownHostException
                || broken instanceof NoRouteToHostException
                || (broken instanceof ConnectException && !Refusals.isOfTheMachine(broken));
        return unheard ? FailureKind.TIMEOUT : FailureKind.CONNECTION_LOST;
    }

    private static String stateOf(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static @Nullable Throwable rootCause(SQLException e) {
        Throwable cause = e.getCause();
        while (cause != null && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
