/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.FailureKind;
import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What MySQL and MariaDB have in common. What needs a class of a vendor's driver is in a class of its own, so that it is
 * looked for only when that vendor is used: of the drivers, most applications have one.
 */
abstract sealed class MySqlProtocolDialect implements Dialect permits MySqlDialect, MariaDbDialect {

    private static final String ATTRIBUTES = "connectionAttributes";

    /** Values that the server and both drivers take for a switch that is on. */
    private static final Set<String> ON = Set.of("", "true", "1", "yes");

    @Override
    public int defaultPort() {
        return 3306;
    }

    @Override
    public String nodeUrl(NodeAddress node, String path) {
        return "jdbc:" + name() + "://" + node.named() + (path.startsWith("/") ? path : "/" + path);
    }

    @Override
    public List<NodeAddress> impliedNodes(String path, Map<String, String> properties) {
        return List.of(new NodeAddress("localhost", defaultPort()));
    }

    /** Parameters that make the vendor's driver reconnect or replay by itself, unseen by whoever counts on the session. */
    abstract Set<String> rivals();

    @Override
    public @Nullable String rivalParameter(Map<String, String> parameters) {
        return rivals().stream()
                .filter(name -> parameters.containsKey(name)
                        && ON.contains(parameters.get(name).toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Map<String, String> connectBounds(Duration timeout) {
        // connectTimeout ends with the TCP handshake: a frozen server completes that and then says nothing.
        String millis = Long.toString(Math.max(1, timeout.toMillis()));
        return Map.of("connectTimeout", millis, socketTimeoutProperty(), millis);
    }

    @Override
    public String socketTimeoutProperty() {
        return "socketTimeout";
    }

    @Override
    public @Nullable String loginTimeoutProperty() {
        return null;
    }

    @Override
    public Map<String, String> named(String application, Map<String, String> properties) {
        String given = properties.getOrDefault(ATTRIBUTES, "");
        if (given.equals("none")) {
            return properties; // Somebody does not want the server to know who connects.
        }
        Map<String, String> named = new HashMap<>(properties);
        named.put(
                ATTRIBUTES,
                Stream.concat(
                                Stream.of(given.split(",", -1))
                                        .filter(attribute -> !attribute.isBlank()
                                                && !attribute.trim().startsWith("program_name:")),
                                Stream.of("program_name:" + application))
                        .collect(Collectors.joining(",")));
        return named;
    }

    /** MariaDB has more values than on and off, the others forbid yet more. */
    static boolean isOn(String value) {
        return !value.equals("0") && !value.equalsIgnoreCase("OFF");
    }

    /** The variables that only servers of such a kind have, and by what they say so. Readable by everybody. */
    abstract String variablesOfKinds();

    @Override
    public void examine(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(variablesOfKinds())) {
            while (row.next()) {
                String value = String.valueOf(row.getString(2)).trim();
                if (!value.isEmpty() && !value.equalsIgnoreCase("none") && !value.equals("null")) {
                    throw new UncoveredServer(kind(row.getString(1).toLowerCase(Locale.ROOT)));
                }
            }
        }
    }

    private static String kind(String variable) {
        return variable.startsWith("wsrep")
                ? "it is a node of a Galera cluster (wsrep_provider is set), which Baton does not cover: who may be written to"
                        + " there, its servers do not say in a way that Baton knows. Use the vendor's driver for it"
                : "it is or was a member of a Group Replication (group_replication_group_name is set), which Baton does not cover:"
                        + " who may be written to there, a server outside of the group does not say. Use the vendor's driver for"
                        + " a group; of a server that has left one for good, reset the variable";
    }

    /** The expression that tells a server from all others, by variables that everybody may read. */
    abstract String identity();

    @Override
    public Identity identify(Connection session) throws SQLException {
        String query = "SELECT " + identity() + ", @@GLOBAL.read_only, @@GLOBAL.innodb_read_only";
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return new Identity(row.getString(1), isOn(row.getString(2)) || isOn(row.getString(3)), null);
        }
    }

    @Override
    public FailureKind classify(SQLException failure) {
        if (failure instanceof UncoveredServer) {
            return FailureKind.NOT_COVERED;
        }
        return MySqlFailures.classify(failure);
    }

    /** Both drivers learn of it behind the last row, and Connector/J forgets it when an answer begins. */
    @Override
    public boolean losesTransactions() {
        return true;
    }

    /** A statement may fail, a transaction goes on or is over. */
    @Override
    public boolean isTransactionFailed(Connection session) {
        return false;
    }

    @Override
    public boolean isEndedByTheCall(SQLException failure) {
        return MySqlFailures.isOfTheCall(failure);
    }

    @Override
    public boolean endedBeforeCommit(SQLException answer) {
        return MySqlFailures.waitedTooLong(answer);
    }

    @Override
    public boolean isEndedByLimit(SQLException failure) {
        return MySqlFailures.isOfLimit(failure);
    }

    @Override
    public boolean isForbiddenInTransaction(SQLException failure) {
        return MySqlFailures.isOneOf(failure, MySqlFailures.ACTIVE_TRANSACTION);
    }

    @Override
    public boolean isConflict(SQLException failure) {
        return MySqlFailures.isOneOf(failure, MySqlFailures.CONFLICT);
    }

    /** Which of them roll back the transaction depends on who raised it, on settings and on the server's version. */
    @Override
    public boolean errorsHideStatus() {
        return true;
    }

    /**
     * A statement about the one before it, which it leaves as it is: SHOW WARNINGS, ROW_COUNT(), FOUND_ROWS() and LAST_INSERT_ID()
     * are the same afterwards (measured on MariaDB 11.4 and MySQL 9.7). It begins no transaction.
     */
    @Override
    public void askStatus(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet none = statement.executeQuery("SHOW WARNINGS LIMIT 0")) {
            none.next();
        }
    }

    /** Auto-commit stays on, which functions and triggers see. Beginning releases the locks of LOCK TABLES. */
    @Override
    public void beginAround(Connection session, boolean locks) throws SQLException {
        if (locks) {
            session.setAutoCommit(false);
        } else {
            run(session, "START TRANSACTION");
        }
    }

    /** What MariaDB has rolled back itself it goes on with in another transaction, if a text began it, and does not say so at first. */
    @Override
    public void endAround(Connection session, boolean committed) throws SQLException {
        if (!session.getAutoCommit()) {
            session.setAutoCommit(true);
        } else if (!committed) {
            rollBack(session);
        }
    }

    /** Connector/J refuses its own method in auto-commit mode. The session may be set to begin another transaction then. */
    @Override
    public void commit(Connection session) throws SQLException {
        if (session.getAutoCommit()) {
            run(session, "COMMIT AND NO CHAIN");
        } else {
            session.commit();
        }
    }

    /** As {@link #commit}. */
    @Override
    public void rollBack(Connection session) throws SQLException {
        if (session.getAutoCommit()) {
            run(session, "ROLLBACK AND NO CHAIN");
        } else {
            session.rollback();
        }
    }

    private static void run(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public boolean isBreak(SQLException failure) {
        return MySqlFailures.isOfNetwork(failure) || MySqlFailures.isFarewell(failure);
    }

    @Override
    public boolean provesNothingCommitted(SQLException answer) {
        return MySqlCommitRefusals.proveNothingCommitted(answer);
    }

    @Override
    public boolean mayHaveCommitted(SQLException answer) {
        return MySqlCommitRefusals.mayHaveCommitted(answer);
    }

    @Override
    public boolean isOfTheNode(SQLException answer) {
        return MySqlCommitRefusals.areOfTheNode(answer);
    }

    @Override
    public boolean isServersRefusal(SQLException failure) {
        return MySqlFailures.isServers(failure);
    }

    /** With the same settings, both drivers choose the same format everywhere. */
    @Override
    public void forgetGenerated(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("SET last_insert_id = 0");
        }
    }

    @Override
    public boolean hasGenerated(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT LAST_INSERT_ID()")) {
            row.next();
            return row.getLong(1) != 0;
        }
    }

    @Override
    public @Nullable ColumnOrigin origin(ResultSet rows, int column) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        String table = columns.getTableName(column);
        return table == null || table.isEmpty()
                ? null
                : new ColumnOrigin(columns.getCatalogName(column), table, columns.getColumnName(column));
    }

    @Override
    public boolean isBinary(ResultSet rows) {
        return false;
    }

    @Override
    public void useFormat(Statement fresh, boolean binary) {
        // There is no choice to make.
    }

    @Override
    public void useDefaultFormat(Statement statement) {
        // There was no choice to make.
    }

    /** Where the server counts the seconds since it was started; readable by everybody. */
    abstract String statusTable();

    /**
     * A server gives a number to one session only as long as it runs, so it is enough that it has run for longer than the
     * session has lived. Its clock of whole seconds errs to the safe side.
     */
    @Override
    public void endSession(Connection on, Connection lost, Duration age) throws SQLException {
        long id = sessionId(lost);
        try (PreparedStatement search = on.prepareStatement("SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                + " WHERE ID = ? AND ID <> CONNECTION_ID() AND USER = SUBSTRING_INDEX(USER(), '@', 1) AND "
                + "(SELECT VARIABLE_VALUE + 0 FROM " + statusTable() + " WHERE VARIABLE_NAME = 'UPTIME') >= ?")) {
            search.setLong(1, id);
            search.setDouble(2, age.toNanos() / 1e9);
            try (ResultSet row = search.executeQuery()) {
                if (!row.next() || row.getLong(1) == 0) {
                    return;
                }
            }
        }
        try (Statement kill = on.createStatement()) {
            kill.execute("KILL CONNECTION " + id);
        } catch (SQLException e) {
            if (!MySqlFailures.isOneOf(e, MySqlFailures.NO_SUCH_SESSION)) {
                throw e;
            }
        }
    }
}
