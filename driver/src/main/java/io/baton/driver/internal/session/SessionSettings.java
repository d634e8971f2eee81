/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.internal.sql.Restoration;
import io.baton.driver.internal.sql.SqlGrammar;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application set, so that it can be set again on another physical connection. Used by
 * the thread that uses the connection.
 */
public final class SessionSettings {

    /** Kept by the vendor's driver, not by the server; in the order in which they are applied. */
    public enum Attribute {
        NETWORK_TIMEOUT,
        HOLDABILITY,
        TYPE_MAP,
        CATALOG
    }

    private @Nullable Map<Attribute, Restoration> changed;
    private boolean autoCommit = true;
    private boolean readOnly;
    private boolean readOnlySet;
    private @Nullable Integer isolation;
    /** A session that has just begun has none of them: what its node begins with may be something else. */
    private long version = 1;

    private final ServerState server;

    SessionSettings(SqlGrammar grammar) {
        server = new ServerState(grammar);
    }

    /** Raised with every change: a physical connection that was given a lower version is out of date. */
    public long version() {
        return version;
    }

    /** What the first session began with: the URL, the server and the account decide that. */
    void beginWith(boolean itsAutoCommit, boolean itsReadOnly) {
        autoCommit = itsAutoCommit;
        readOnly = itsReadOnly;
    }

    /** Whether each statement is a transaction of its own in the server. */
    public boolean autoCommit() {
        return autoCommit;
    }

    public void setAutoCommit(boolean value) {
        autoCommit = value;
        version++;
    }

    public boolean readOnly() {
        return readOnly;
    }

    public void setReadOnly(boolean value) {
        readOnly = value;
        readOnlySet = true;
        version++;
    }

    /** The isolation level that was set through JDBC; null while it is the server's default. */
    public @Nullable Integer isolation() {
        return isolation;
    }

    /** As far as JDBC knows. */
    boolean isSerializable() {
        Integer level = isolation;
        return level != null && level == Connection.TRANSACTION_SERIALIZABLE;
    }

    public void setIsolation(int level) {
        isolation = level;
    }

    /** Remembers a setting; a later one of the same attribute replaces it. */
    public void remember(Attribute attribute, Restoration setting) {
        if (changed == null) {
            changed = new EnumMap<>(Attribute.class);
        }
        changed.put(attribute, setting);
        version++;
    }

    /** What the server was told. */
    ServerState server() {
        return server;
    }

    /** The server was told something. */
    void serverChanged() {
        version++;
    }

    /** Whether there is something among them that pools do not take back on their own. */
    boolean isAltered() {
        return changed != null || server.isAltered();
    }

    /** @param used whether that connection served the session before */
    void applyTo(Connection connection, boolean used) throws SQLException {
        // Some settings are statements to the server: without auto-commit they would begin a transaction.
        connection.setAutoCommit(true);
        if (readOnlySet) { // Else it begins as the URL and the server have it.
            connection.setReadOnly(readOnly);
        }
        if (changed != null) {
            for (Restoration setting : changed.values()) {
                setting.on(connection);
            }
        }
        server.applyTo(connection, used);
        connection.setAutoCommit(autoCommit);
    }
}
