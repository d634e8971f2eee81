/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.PendingCommit;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.recover.Recovery;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.SessionSettings;
import io.baton.driver.internal.session.SessionSettings.Attribute;
import io.baton.driver.internal.session.Waiter;
import io.baton.driver.internal.sql.Restoration;
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
    final SessionSettings settings;
    final LastWord lastWord = new LastWord();

    ConnectionSetters(LogicalSession session) {
        this.session = session;
        this.settings = session.settings();
    }

    /** Made for a failure: most connections meet none. */
    final Recovery recovery() {
        return new Recovery(session);
    }

    /** For calls that need no server: whatever physical connection there is, a dead one as well. */
    final Connection delegate() throws SQLException {
        if (session.current().isBroken()) {
            session.requireOpen();
        }
        return session.current().jdbc();
    }

    final Connection begin(@Nullable String sql) throws SQLException {
        lastWord.mayBeOfAnother();
        return session.begin(sql, Waiter.PATIENT).jdbc();
    }

    final <R extends @Nullable Object> R recover(SQLException e, @Nullable String sql, Call<Connection, R> call)
            throws SQLException {
        InterruptedCall interrupted = new InterruptedCall(
                session.current(),
                sql == null ? null : session.grammar().text(sql),
                Nature.INQUIRY,
                PendingCommit.UNASKED);
        return recovery().recover(e, interrupted, Waiter.PATIENT, () -> call.on(begin(sql)));
    }

    public void setReadOnly(boolean readOnly) throws SQLException {
        session.requireOpen();
        standInTransaction();
        // Asked first, since the vendor refuses it within a transaction. Of the drivers, pgjdbc does not tell the
        // server.
        Lease lease = session.usable();
        if (lease != null && !session.isLost(lease)) {
            try {
                lease.jdbc().setReadOnly(readOnly);
            } catch (SQLException e) {
                settingFailed(e, lease);
            }
        }
        if (readOnly != settings.readOnly()) {
            session.switchReadOnly(readOnly);
        }
    }

    public boolean isReadOnly() throws SQLException {
        if (session.isClosed()) {
            return delegate().isReadOnly(); // Not all of them refuse that then.
        }
        Lease lease = session.usable();
        if (settings.readOnly() || lease == null || session.isLost(lease)) {
            return settings.readOnly();
        }
        try {
            return lease.jdbc().isReadOnly(); // Some drivers ask the server for what it has by default.
        } catch (SQLException e) {
            return recover(e, null, Connection::isReadOnly);
        }
    }

    public void setTransactionIsolation(int level) throws SQLException {
        setOnServer(session.grammar().isolationVariable(), connection -> connection.setTransactionIsolation(level));
        settings.setIsolation(level);
        session.unsettle();
    }

    /** The vendor asks the server; while there is none, what was set last is known. */
    public int getTransactionIsolation() throws SQLException {
        Integer known = settings.isolation();
        return known != null && !session.isClosed() && session.isOutage()
                ? known
                : inquire(Connection::getTransactionIsolation);
    }

    public void setCatalog(String catalog) throws SQLException {
        String variable = session.grammar().catalogVariable();
        Restoration setting = connection -> connection.setCatalog(catalog);
        if (variable == null) {
            set(Attribute.CATALOG, setting);
        } else {
            setOnServer(variable, setting);
        }
    }

    public void setSchema(String schema) throws SQLException {
        if (!settings.autoCommit()) {
            begin(null); // It will be a part of the transaction, which needs a node to be in.
        }
        setOnServer(session.grammar().schemaVariable(), connection -> connection.setSchema(schema));
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
        if (session.isClosed()) {
            session.current().jdbc().setClientInfo(name, value); // The vendor's refusal, which has a form of its own.
            return;
        }
        setClientInfo(name, connection -> connection.setClientInfo(name, value));
    }

    /** Each of them, as the later setting of one replaces that one alone. */
    public void setClientInfo(@Nullable Properties properties) throws SQLClientInfoException {
        if (session.isClosed() || properties == null) {
            session.current().jdbc().setClientInfo(properties);
            return;
        }
        Properties copy = new Properties();
        copy.putAll(properties);
        setClientInfo("all", connection -> connection.setClientInfo(copy));
    }

    private void setClientInfo(String name, Restoration setting) throws SQLClientInfoException {
        try {
            setOnServer(
                    name.equals("ApplicationName") || name.equals("all") ? "application_name" : "client info " + name,
                    setting);
        } catch (SQLException e) {
            throw clientInfoFailure(e);
        }
    }

    public @Nullable SQLWarning getWarnings() throws SQLException {
        session.requireOpen();
        Lease lease = session.usable();
        if (lease == null || session.isLost(lease)) {
            return null;
        }
        SQLWarning held =
                lastWord.isHidden() ? lastWord.take(null, session.cluster().dialect()) : null;
        SQLWarning shown = held != null ? held : lease.jdbc().getWarnings();
        if (shown != null) {
            session.refuseReplay(ReplayRefusal.NOT_NOTED, "warnings of the connection");
        }
        return shown;
    }

    public void clearWarnings() throws SQLException {
        if (session.isClosed()) {
            delegate().clearWarnings(); // Not all of them refuse that then.
            return;
        }
        Lease lease = session.usable();
        if (lease != null && !session.isLost(lease)) {
            lease.jdbc().clearWarnings();
            lastWord.clearWarnings();
        }
    }

    private static SQLClientInfoException clientInfoFailure(SQLException e) {
        return e instanceof SQLClientInfoException known
                ? known
                : new SQLClientInfoException(e.getMessage(), e.getSQLState(), Map.of(), e);
    }

    private void set(Attribute attribute, Restoration setting) throws SQLException {
        if (session.isClosed()) {
            setting.on(delegate()); // Not all of them are refused then.
            return;
        }
        applyIfUsable(setting);
        settings.remember(attribute, setting);
        session.settingsApplied();
    }

    private void setOnServer(String variable, Restoration setting) throws SQLException {
        session.requireOpen();
        standInTransaction();
        applyIfUsable(setting);
        session.assigned(variable, setting);
        if (session.isInTransaction(session.current())) {
            session.journal(new SettingMade(setting), Execution.SIZE);
        }
    }

    /** What the vendor refuses or does within a transaction is its business also when that has to be replayed first. */
    private void standInTransaction() throws SQLException {
        if (session.isInterrupted()) {
            session.stand();
        }
    }

    /** During an outage a setting is only remembered: whoever gets a connection back into a pool must not wait. */
    final void applyIfUsable(Restoration setting) throws SQLException {
        Lease lease = session.usable();
        if (lease == null) {
            return;
        }
        session.settleEffects();
        lastWord.mayBeOfAnother();
        try {
            setting.on(lease.jdbc());
        } catch (SQLException e) {
            settingFailed(e, lease);
        }
        session.settingsApplied();
    }

    /** If it was the session that broke, the setting is made in the next one. */
    private void settingFailed(SQLException e, Lease lease) throws SQLException {
        Optional<SQLException> told = recovery().judge(e, new InterruptedCall(lease, Nature.INQUIRY));
        if (told.isPresent()) {
            throw told.get();
        }
    }

    private <R> R inquire(Call<Connection, R> question) throws SQLException {
        if (session.isClosed()) {
            return question.on(delegate()); // Not all of them are refused then.
        }
        try {
            return question.on(begin(null));
        } catch (SQLException e) {
            return recover(e, null, question);
        }
    }
}
