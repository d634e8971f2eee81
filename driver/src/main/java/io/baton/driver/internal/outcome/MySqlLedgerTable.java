/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.internal.outcome.LedgerRules.Place;
import io.baton.topology.dialect.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The table of the ledger of MySQL or MariaDB, and what is done with it on sessions of Baton's own. Thread-safe.
 *
 * <p>Replicas may be sent the texts of statements instead of rows. Hence keys stand in them as hexadecimal literals, which read the
 * same under every character set and SQL mode, and no statement depends on an order or a number of rows.
 */
final class MySqlLedgerTable {

    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int LOCK_NOWAIT = 3572;
    private static final int DUPLICATE_ENTRY = 1062;

    private static final String DEFINITION =
            "CREATE TABLE %1$s (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                    + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB;"
                    + " GRANT SELECT, INSERT, DELETE ON %1$s TO <the application's user>";

    private static final String LOOK = "SELECT outcome FROM %s WHERE entry = ";

    /** Sees what is committed by now, whatever the isolation level, and waits for nobody. */
    private static final String NOT_HELD = " FOR UPDATE NOWAIT";

    /** Not INSERT IGNORE: logged as a statement, it would let an old primary that has the entry pass over it. */
    private static final String MARK = "INSERT INTO %s (entry, outcome) VALUES (%s, 'A')";

    private static final String OLD = " entry < %s AND written < NOW(6) - INTERVAL %d SECOND";

    private static final String LAST_TO_CLEAN =
            "SELECT entry FROM %s WHERE" + OLD + " ORDER BY entry LIMIT 1 OFFSET %d";

    private static final String CLEAN = "DELETE FROM %s WHERE" + OLD;

    /** One row if it is there and its engine knows no transactions: in such a one an entry would outlive a rollback. */
    private static final String OTHER_ENGINE = "SELECT t.ENGINE FROM information_schema.TABLES t"
            + " LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE"
            + " WHERE t.TABLE_SCHEMA = COALESCE(NULLIF('%s', ''), DATABASE()) AND t.TABLE_NAME = '%s'"
            + " AND COALESCE(e.TRANSACTIONS, 'NO') <> 'YES'";

    private final String name;
    private final String look;
    private final String otherEngine;

    /** @param name which must have been checked */
    MySqlLedgerTable(String name) {
        this.name = name;
        this.look = LOOK.formatted(name);
        int dot = name.lastIndexOf('.');
        this.otherEngine = OTHER_ENGINE.formatted(
                unquoted(name.substring(0, Math.max(0, dot))).replace("'", "''"), unquoted(name.substring(dot + 1)));
    }

    private static String unquoted(String identifier) {
        return identifier.startsWith("`")
                ? identifier.substring(1, identifier.length() - 1).replace("``", "`")
                : identifier;
    }

    /** A session may turn to another database, where another table may have that name: it would be asked for in this one. */
    static String tableIn(String database, String table) {
        boolean qualified = table.contains(".") || database.isEmpty();
        return qualified ? table : '`' + database.replace("`", "``") + "`." + table;
    }

    String name() {
        return name;
    }

    String definition() {
        return DEFINITION.formatted(name);
    }

    /** Whether it is there and can give no evidence, since its engine knows no transactions. */
    boolean isOfOtherEngine(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(otherEngine)) {
            return row.next();
        }
    }

    /** What is committed there; null when nothing is. */
    @Nullable
    Place look(UUID entry, Connection session) throws SQLException {
        return read(look + Dialect.hexadecimal(entry), session);
    }

    /** As {@link #look}, but {@link Place#HELD} while a transaction that is not over has put something there. */
    @Nullable
    Place lookClosely(UUID entry, Connection session) throws SQLException {
        try {
            return read(look + Dialect.hexadecimal(entry) + NOT_HELD, session);
        } catch (SQLException e) {
            return heldOr(e);
        }
    }

    private static @Nullable Place read(String query, Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                return null;
            }
            return row.getString(1).equals("C") ? Place.ENTRY : Place.MARK;
        }
    }

    private static Place heldOr(SQLException e) throws SQLException {
        if (e.getErrorCode() == LOCK_WAIT_TIMEOUT || e.getErrorCode() == LOCK_NOWAIT) {
            return Place.HELD;
        }
        throw e;
    }

    /** Puts a mark where the entry is not, which keeps it out for ever. */
    Place mark(UUID entry, Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("SET SESSION innodb_lock_wait_timeout = 1");
            try {
                statement.executeUpdate(MARK.formatted(name, Dialect.hexadecimal(entry)));
                return Place.MARK;
            } catch (SQLException e) {
                if (e.getErrorCode() != DUPLICATE_ENTRY) {
                    return heldOr(e);
                }
            } finally {
                statement.execute("SET SESSION innodb_lock_wait_timeout = DEFAULT");
            }
        }
        Place other = lookClosely(entry, session);
        return other == null ? Place.HELD : other; // Gone already: whoever cleans it is too quick.
    }

    /** Takes out some of the entries that nobody asks for any more: those up to a certain key, and never "some of them". */
    int clean(Connection session) throws SQLException {
        UUID first = TimeOrderedUuid.first(LedgerRules.KEPT);
        long seconds = LedgerRules.KEPT.toSeconds();
        String before = Dialect.hexadecimal(first);
        try (Statement statement = session.createStatement()) {
            try (ResultSet last = statement.executeQuery(
                    LAST_TO_CLEAN.formatted(name, before, seconds, CommitArchive.MOST_CLEANED_AT_ONCE))) {
                if (last.next()) {
                    before = Dialect.hexadecimal(last.getBytes(1));
                }
            }
            return statement.executeUpdate(CLEAN.formatted(name, before, seconds));
        }
    }
}
