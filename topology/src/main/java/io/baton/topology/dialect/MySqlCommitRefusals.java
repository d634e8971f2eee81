/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a refusal by a server of MySQL or MariaDB says about what is committed. Pure; docs/commit-outcome.md says why for each.
 *
 * <p>An answer to COMMIT counts as "nothing is committed" only if it is one of those that were judged. What commits by itself is
 * refused for the thousand reasons of its own work, all of which come before the server begins to commit; there it is the other
 * way round.
 */
final class MySqlCommitRefusals {

    /**
     * HA_ERR_LOCK_DEADLOCK, which stands in the text of an ER_ERROR_DURING_COMMIT when the group refused the transaction: the text is
     * translated (lc_messages), the number is not; MariaDB's driver puts that of the session before it.
     */
    private static final Pattern CERTIFICATION_FAILED = Pattern.compile("(?<!conn=)\\b149\\b");

    private static final int ERROR_DURING_COMMIT = 1180;

    /** What a server says when it cannot tell what its group makes of the transaction; and when it is none of the group's any more. */
    private static final Set<Integer> OF_THE_GROUP = Set.of(
            ERROR_DURING_COMMIT,
            3100, // ER_RUN_HOOK_ERROR
            1047); // ER_UNKNOWN_COM_ERROR: without a primary component

    private static final Set<Integer> CERTAIN = Set.of(
            1205, // ER_LOCK_WAIT_TIMEOUT: of FLUSH TABLES WITH READ LOCK, which is waited for first
            1213, // ER_LOCK_DEADLOCK: the certification of Galera
            3101, // ER_TRANSACTION_ROLLBACK_DURING_COMMIT: that of Group Replication
            1290, // ER_OPTION_PREVENTS_STATEMENT: read_only, which is looked at first
            1836, // ER_READ_ONLY_MODE
            1874, // ER_INNODB_READ_ONLY
            1792, // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
            1064, // ER_PARSE_ERROR, and others of a COMMIT that the server does not run in that place
            1399, // ER_XAER_RMFAIL
            1400, // ER_XAER_OUTSIDE
            1402, // ER_XA_RBROLLBACK
            1613, // ER_XA_RBTIMEOUT
            1614, // ER_XA_RBDEADLOCK
            1422, // ER_COMMIT_NOT_ALLOWED_IN_SF_OR_TRG
            1227, // ER_SPECIFIC_ACCESS_DENIED_ERROR
            3032); // ER_SERVER_OFFLINE_MODE: refused before it is read

    /** Those that a server gives while it commits, or behind it. */
    private static final Set<Integer> WHILE_COMMITTING = Set.of(
            ERROR_DURING_COMMIT,
            1181, // ER_ERROR_DURING_ROLLBACK
            3100,
            1026, // ER_ERROR_ON_WRITE: of the binary log
            1598, // ER_BINLOG_LOGGING_IMPOSSIBLE
            1950, // ER_GTID_STRICT_OUT_OF_ORDER of MariaDB
            1401); // ER_XAER_RMERR

    private MySqlCommitRefusals() {}

    /** Whether the answer to a COMMIT proves that nothing of the transaction is committed anywhere. */
    static boolean proveNothingCommitted(SQLException answer) {
        return MySqlFailures.isOneOf(answer, CERTAIN) || isOfCertification(answer);
    }

    /** Whether something that commits by itself may be committed although it was answered by that. */
    static boolean mayHaveCommitted(SQLException answer) {
        for (SQLException e = answer; e != null; e = e.getNextException()) {
            if (WHILE_COMMITTING.contains(e.getErrorCode()) && isOfTheServer(e)) {
                return !isOfCertification(answer);
            }
        }
        return false;
    }

    /** A SIGNAL of the application's may have the number, and seldom has the state that the server gives with it. */
    private static boolean isOfTheServer(SQLException e) {
        return "HY000".equals(e.getSQLState()) || "XAE03".equals(e.getSQLState());
    }

    /** Whether it is the node that is to blame: on another one, what is not committed can be run again. */
    static boolean areOfTheNode(SQLException answer) {
        return MySqlFailures.isOneOf(answer, OF_THE_GROUP) && !isOfCertification(answer);
    }

    private static boolean isOfCertification(SQLException answer) {
        return answer.getErrorCode() == ERROR_DURING_COMMIT
                && CERTIFICATION_FAILED
                        .matcher(String.valueOf(answer.getMessage()))
                        .find();
    }
}
