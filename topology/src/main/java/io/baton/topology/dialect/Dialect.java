/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.FailureKind;
import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What differs by vendor. Stateless and thread-safe. */
public interface Dialect {

    /** The name after {@code jdbc:} in the vendor's URLs, for example {@code postgresql}. */
    String name();

    int defaultPort();

    /** The class name of the vendor's JDBC driver. */
    String driverClass();

    /**
     * Where the vendor's driver would connect to for a URL that names no host.
     *
     * @param path what follows the place of the hosts: slash, database, parameters
     */
    List<NodeAddress> impliedNodes(String path, Map<String, String> properties);

    /** The vendor's URL of this one node. {@code path} is what follows the host list: slash, database, parameters. */
    String nodeUrl(NodeAddress node, String path);

    /**
     * The name of a parameter by which the vendor's driver is told to reconnect, or to choose among nodes, by itself: what it
     * does unseen would undo what Baton knows of the session. Null when there is none.
     */
    default @Nullable String rivalParameter(Map<String, String> parameters) {
        return null;
    }

    /** The vendor's connection properties that bound a connect, login included, to about that time. */
    Map<String, String> connectBounds(Duration timeout);

    /** The vendor's property that bounds every read of an established session; the user may have set it. */
    String socketTimeoutProperty();

    /**
     * The vendor's property, in seconds, that bounds getting a connection; it wins over that of the DriverManager. Null when
     * the vendor has none.
     */
    @Nullable
    String loginTimeoutProperty();

    /** The properties with a name in them by which people who look at the server know the session. */
    Map<String, String> named(String application, Map<String, String> properties);

    /**
     * Looks once in a session whether the server is of a kind that is covered.
     *
     * @throws UncoveredServer when it is not
     */
    default void examine(Connection session) throws SQLException {}

    /** Asks the node what it is: one round trip, no privileges, and another one where it accepts writes and that is in doubt. */
    Answer ask(Connection session) throws SQLException;

    /** Asks which server it is, as little as that takes: one round trip, no privileges. */
    Identity identify(Connection session) throws SQLException;

    /**
     * What a server that accepts writes has received from another one and not applied. Costs one or two round trips; is told exactly
     * where the session may see the state of replication.
     */
    default Backlog backlog(Connection session) throws SQLException {
        return Backlog.NONE;
    }

    /**
     * Rests for the given time while watching the idle session, so that its end is noticed at once instead of at the
     * next probe.
     *
     * @throws SQLException when the session ended
     */
    void watch(Connection idleSession, Duration time) throws SQLException;

    /**
     * Whether the vendor's driver has no session with the server any more, be it that its connection does not say so. Asks
     * nobody.
     */
    default boolean isOver(Connection session) {
        try {
            return session.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /**
     * How to end a session when the time has come. Asked while it is idle, since not every driver's own {@code abort} does
     * without the server, or without the thread that is to be woken.
     */
    default SessionAbort abortOf(Connection idleSession) throws SQLException {
        return idleSession::abort;
    }

    /** What the failure says, judging by SQLStates and causes alone. */
    FailureKind classify(SQLException failure);

    /**
     * Whether the server had a transaction open on that session when it last answered. Asks nobody; works on a session
     * that is dead. True when it cannot be told.
     */
    boolean inTransaction(Connection session);

    /** Whether that transaction has failed, so that a COMMIT would roll it back. Asks nobody. */
    boolean isTransactionFailed(Connection session);

    /**
     * Whether the vendor's driver ended the session because of what the call did, or what the application's code did that it
     * called: neither the server nor the network had a part in it.
     */
    boolean isEndedByTheCall(SQLException failure);

    /** Whether the server ended the session on purpose, because its transaction took or waited longer than it may. */
    boolean isEndedByLimit(SQLException failure);

    /** Whether the server refused, before doing anything, to do this within a transaction. */
    boolean isForbiddenInTransaction(SQLException failure);

    /** From now on the session does not tell of values that it has generated so far: neither of a key nor of one from a sequence. */
    default void forgetGenerated(Connection session) throws SQLException {}

    /** Whether the session can tell of a key that it has generated since. */
    default boolean hasGenerated(Connection session) throws SQLException {
        return true;
    }

    /** Whether the server says that the session has not drawn a value which it was asked for. */
    default boolean isMissingDrawnValue(SQLException failure) {
        return false;
    }

    /** Whether other transactions stood in the way: the same might work a moment later. */
    boolean isConflict(SQLException failure);

    /**
     * Whether each statement is a transaction of its own in that session, by the server's last answer. Asks nobody; works on a
     * session that is dead. Null when the last answer does not tell.
     */
    @Nullable
    Boolean autoCommits(Connection session);

    /**
     * Whether the application has declared by the URL that the session only reads. What is a default of the server's, or of the
     * account's, is no declaration.
     */
    default boolean isDeclaredReadOnly(Connection fresh) throws SQLException {
        return fresh.isReadOnly();
    }

    /** Whether the vendor's commit and rollback end what was begun by text in auto-commit mode; else they refuse that. */
    default boolean endsWhatTextBegan() {
        return false;
    }

    /**
     * Whether an error of the server does not say what became of the transaction, so that {@link #inTransaction} and
     * {@link #autoCommits} may be wrong after one until the server is asked.
     */
    default boolean errorsHideStatus() {
        return false;
    }

    /**
     * Asks the server for what {@link #inTransaction} and {@link #autoCommits} say from then on. Changes nothing of what the
     * application may ask it about its last statement, such as warnings and counts.
     */
    default void askStatus(Connection session) throws SQLException {}

    /** Whether a COMMIT or a ROLLBACK leaves the warnings of the statement before it to be asked for. */
    default boolean endingKeepsWarnings() {
        return true;
    }

    /** Whether the last answer told of warnings which an entry in a ledger takes away. Asks nobody. */
    default boolean hasWarnings(Connection vendors) throws SQLException {
        return false;
    }

    /** The server's number for the session. Asks nobody; works on a session that is dead. */
    long sessionId(Connection vendors) throws SQLException;

    /**
     * A value of the current row as it came from the server, or what tells as much: two that are equal look the same to an
     * application, in the same format. May change what {@code wasNull} says.
     *
     * @return null for SQL's NULL
     */
    byte @Nullable [] rawValue(ResultSet rows, int column) throws SQLException;

    /**
     * The column of a table that a column of the result is; null when it is an expression, or the driver cannot tell. May ask the
     * server.
     */
    default @Nullable ColumnOrigin origin(ResultSet rows, int column) throws SQLException {
        return null;
    }

    /** Whether rows come in the vendor's binary format: raw values compare only with values in the same one. */
    boolean isBinary(ResultSet rows) throws SQLException;

    /** Makes a statement that was not executed yet get its rows in the binary format, or in that of text. */
    void useFormat(Statement fresh, boolean binary) throws SQLException;

    /** Takes {@link #useFormat} back as far as the vendor's driver allows it: the format is chosen as usual again. */
    void useDefaultFormat(Statement statement) throws SQLException;

    /**
     * Ends another session of the same user on the same server, if the server has not noticed yet that its client is gone:
     * what it has locked would stand in the way.
     *
     * @param lost the vendor's connection of that session, dead by now
     * @param age for how long the server has had it, at least; a younger session with the same number is somebody else's
     */
    void endSession(Connection on, Connection lost, Duration age) throws SQLException;

    /**
     * Whether {@link #inTransaction} may say no in a transaction whose last answer was not read to its end, be it that rows are
     * still to come or that it failed in its middle.
     */
    default boolean losesTransactions() {
        return false;
    }

    /** Whether a statement still tells what it returned, keys and counts included, when its session has ended. */
    default boolean keepsOutcomes() {
        return true;
    }

    /**
     * Whether {@link #insertAndCommit} can be used on that session. Asks nobody.
     *
     * @param vendors the vendor's connection, with a transaction open
     */
    default boolean canInsertAndCommit(Connection vendors) throws SQLException {
        return false;
    }

    /**
     * Inserts and then commits the open transaction, in one message and so in one round trip. Warnings of the COMMIT are left on
     * the connection.
     *
     * @param insert with one parameter, which is the only place of a question mark
     * @return how many rows were inserted
     * @throws SQLException of the INSERT, and then nothing is committed and the transaction may still be open; or of the COMMIT
     */
    default int insertAndCommit(Connection vendors, String insert, UUID key) throws SQLException {
        throw new UnsupportedOperationException(name());
    }

    /**
     * Begins a transaction around one statement of auto-commit mode, of which that statement sees as little as can be.
     *
     * @param locks whether the session may have locks that a transaction would release by beginning
     */
    default void beginAround(Connection session, boolean locks) throws SQLException {
        session.setAutoCommit(false);
    }

    /**
     * The statement around which a transaction was begun is over.
     *
     * @param committed whether the transaction is
     */
    default void endAround(Connection session, boolean committed) throws SQLException {
        session.setAutoCommit(true);
    }

    /** Commits the open transaction, whichever way it was begun. */
    default void commit(Connection session) throws SQLException {
        session.commit();
    }

    /** Rolls it back, whichever way it was begun. */
    default void rollBack(Connection session) throws SQLException {
        session.rollback();
    }

    /**
     * The same description, as that session completes it: parts of it the vendor's driver asks the server for, when somebody wants
     * to know.
     */
    default ResultSetMetaData describedBy(Connection session, ResultSetMetaData columns) throws SQLException {
        return columns;
    }

    /** As {@link #describedBy(Connection, ResultSetMetaData)}. */
    default ParameterMetaData describedBy(Connection session, ParameterMetaData parameters) throws SQLException {
        return parameters;
    }

    /** A UUID, in the order of its text, as a hexadecimal literal of SQL. */
    static String hexadecimal(UUID key) {
        return "x'"
                + HexFormat.of().toHexDigits(key.getMostSignificantBits())
                + HexFormat.of().toHexDigits(key.getLeastSignificantBits())
                + "'";
    }

    /** Bytes as a hexadecimal literal of SQL. */
    static String hexadecimal(byte[] bytes) {
        return "x'" + HexFormat.of().formatHex(bytes) + "'";
    }

    /** Whether the vendor's driver says by it that the connection broke, which it may not have closed for all that. */
    boolean isBreak(SQLException failure);

    /** Whether the server's answer to a COMMIT has been judged, and proves that nothing of the transaction is committed. */
    boolean provesNothingCommitted(SQLException answer);

    /** Whether what commits by itself may be committed although the server answered it by that. */
    default boolean mayHaveCommitted(SQLException answer) {
        return false;
    }

    /** Whether such an answer comes from what became of the node, so that what is not committed can be run again on another one. */
    default boolean isOfTheNode(SQLException answer) {
        return false;
    }

    /**
     * Whether the server ended the session by that answer before what it answers was committed: one statement in auto-commit mode that
     * commits nothing on its way. What the server says is believed, not what a pooler says for it.
     */
    default boolean endedBeforeCommit(SQLException answer) {
        return false;
    }

    /** Whether it was the server that refused, not the vendor's driver. */
    boolean isServersRefusal(SQLException failure);
}
