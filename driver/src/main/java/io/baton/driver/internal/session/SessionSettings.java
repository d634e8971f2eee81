/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application set through JDBC's setters, so that it can be set again on another physical connection. Used by
 * the thread that uses the connection.
 */
public final class SessionSettings {

    /** In the order in which they are applied. */
    public enum Attribute {
        NETWORK_TIMEOUT,
        TRANSACTION_ISOLATION,
        HOLDABILITY,
        TYPE_MAP,
        CATALOG,
        SCHEMA,
        CLIENT_INFO
    }

    /** One setting of a connection, to be applied again. */
    @FunctionalInterface
    public interface Applied {
        void to(Connection connection) throws SQLException;
    }

    private final Map<Attribute, Applied> changed = new EnumMap<>(Attribute.class);
    private final Map<String, @Nullable String> clientInfo = new LinkedHashMap<>();
    private boolean autoCommit = true;
    private boolean readOnly;
    private @Nullable Integer isolation;
    private long version;

    /** Raised with every change: a physical connection that was given a lower version is out of date. */
    public long version() {
        return version;
    }

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
        version++;
    }

    /** The isolation level that was set; null while it is the server's default. */
    public @Nullable Integer isolation() {
        return isolation;
    }

    public void setIsolation(int level) {
        isolation = level;
        remember(Attribute.TRANSACTION_ISOLATION, connection -> connection.setTransactionIsolation(level));
    }

    /** Remembers a setting; a later one of the same attribute replaces it. */
    public void remember(Attribute attribute, Applied setting) {
        changed.put(attribute, setting);
        version++;
    }

    /** A null value takes the entry back to the server's default. */
    public void setClientInfo(String name, @Nullable String value) {
        clientInfo.put(name, value);
        remember(Attribute.CLIENT_INFO, this::applyClientInfo);
    }

    private void applyClientInfo(Connection connection) throws SQLException {
        for (Map.Entry<String, @Nullable String> entry : clientInfo.entrySet()) {
            connection.setClientInfo(entry.getKey(), entry.getValue());
        }
    }

    /** Whether there is a setting among them that pools do not take back on their own. */
    boolean isAltered() {
        return changed.containsKey(Attribute.SCHEMA)
                || changed.containsKey(Attribute.CATALOG)
                || changed.containsKey(Attribute.TYPE_MAP);
    }

    void applyTo(Connection connection) throws SQLException {
        // Some settings are statements to the server: without auto-commit they would begin a transaction.
        connection.setAutoCommit(true);
        connection.setReadOnly(readOnly);
        for (Applied setting : changed.values()) {
            setting.to(connection);
        }
        connection.setAutoCommit(autoCommit);
    }
}
