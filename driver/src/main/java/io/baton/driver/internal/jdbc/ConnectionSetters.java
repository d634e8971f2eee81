/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.recover.Recovery;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.SessionSettings;
import io.baton.driver.internal.session.SessionSettings.Applied;
import io.baton.driver.internal.session.SessionSettings.Attribute;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection: done on the physical connection there is and remembered for the next one. The JDBC
 * methods here are those that neither run SQL nor end anything.
 */
abstract class ConnectionSetters {

    final LogicalSession session;
    final Recovery recovery;
    final SessionSettings settings;

    ConnectionSetters(LogicalSession session) {
        this.session = session;
        this.recovery = new Recovery(session);
        this.settings = session.settings();
    }

    /** For calls that need no server: whatever physical connection there is, a dead one as well. */
    final Connection delegate() throws SQLException {
        session.requireOpen();
        return session.current().jdbc();
    }

    final Connection begin(@Nullable String sql) throws SQLException {
        return session.begin(sql).jdbc();
    }

    final <R extends @Nullable Object> R recover(SQLException e, @Nullable String sql, Call<Connection, R> call)
            throws SQLException {
        InterruptedCall interrupted = new InterruptedCall(session.current(), sql, Nature.INQUIRY, null);
        return recovery.recover(e, interrupted, () -> call.on(begin(sql)));
    }

    public void setReadOnly(boolean readOnly) throws SQLException {
        session.requireOpen();
        if (readOnly != settings.readOnly()) {
            // Asked first, since the vendor refuses it within a transaction. Sends nothing.
            Lease lease = session.usable();
            if (lease != null) {
                lease.jdbc().setReadOnly(readOnly);
            }
            session.switchReadOnly(readOnly);
        }
    }

    public boolean isReadOnly() throws SQLException {
        session.requireOpen();
        return settings.readOnly();
    }

    public void setTransactionIsolation(int level) throws SQLException {
        set(connection -> connection.setTransactionIsolation(level));
        settings.setIsolation(level);
        session.settingsApplied();
    }

    public int getTransactionIsolation() throws SQLException {
        session.requireOpen();
        Integer known = settings.isolation();
        return known != null ? known : inquire(Connection::getTransactionIsolation);
    }

    public void setCatalog(String catalog) throws SQLException {
        set(Attribute.CATALOG, connection -> connection.setCatalog(catalog));
    }

    public void setSchema(String schema) throws SQLException {
        set(Attribute.SCHEMA, connection -> connection.setSchema(schema));
    }

    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        set(Attribute.TYPE_MAP, connection -> connection.setTypeMap(map));
    }

    public void setHoldability(int holdability) throws SQLException {
        set(Attribute.HOLDABILITY, connection -> connection.setHoldability(holdability));
    }

    public int getHoldability() throws SQLException {
        return inquire(Connection::getHoldability);
    }

    public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
        set(Attribute.NETWORK_TIMEOUT, connection -> connection.setNetworkTimeout(executor, milliseconds));
    }

    public int getNetworkTimeout() throws SQLException {
        return inquire(Connection::getNetworkTimeout);
    }

    public void setClientInfo(String name, String value) throws SQLClientInfoException {
        try {
            set(connection -> connection.setClientInfo(name, value));
        } catch (SQLException e) {
            throw clientInfoFailure(e);
        }
        settings.setClientInfo(name, value);
        session.settingsApplied();
    }

    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        try {
            set(connection -> connection.setClientInfo(properties));
        } catch (SQLException e) {
            throw clientInfoFailure(e);
        }
        properties.stringPropertyNames().forEach(key -> settings.setClientInfo(key, properties.getProperty(key)));
        session.settingsApplied();
    }

    public @Nullable SQLWarning getWarnings() throws SQLException {
        session.requireOpen();
        Lease lease = session.usable();
        return lease == null || session.isLost(lease) ? null : lease.jdbc().getWarnings();
    }

    public void clearWarnings() throws SQLException {
        session.requireOpen();
        Lease lease = session.usable();
        if (lease != null && !session.isLost(lease)) {
            lease.jdbc().clearWarnings();
        }
    }

    private static SQLClientInfoException clientInfoFailure(SQLException e) {
        return e instanceof SQLClientInfoException known
                ? known
                : new SQLClientInfoException(e.getMessage(), e.getSQLState(), Map.of(), e);
    }

    private void set(Attribute attribute, Applied setting) throws SQLException {
        set(setting);
        settings.remember(attribute, setting);
        session.settingsApplied();
    }

    private void set(Applied setting) throws SQLException {
        session.requireOpen();
        applyIfUsable(setting);
    }

    /** During an outage a setting is only remembered: whoever gets a connection back into a pool must not wait. */
    final void applyIfUsable(Applied setting) throws SQLException {
        Lease lease = session.usable();
        if (lease == null) {
            return;
        }
        try {
            setting.to(lease.jdbc());
        } catch (SQLException e) {
            Optional<SQLException> told = recovery.judge(e, new InterruptedCall(lease, null, Nature.INQUIRY, null));
            if (told.isPresent()) {
                throw told.get();
            }
        }
        session.settingsApplied();
    }

    private <R> R inquire(Call<Connection, R> question) throws SQLException {
        try {
            return question.on(begin(null));
        } catch (SQLException e) {
            return recover(e, null, question);
        }
    }
}
