/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.stub;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a connection that benchmarks, pools and wrappers need; {@link StubClasses} adds the others, which do
 * nothing. Its statements take turns, because a wrapper may take the same object for the same statement.
 */
public abstract class StubConnection implements Connection {

    private static final DatabaseMetaData METADATA = (DatabaseMetaData) Proxy.newProxyInstance(
            StubConnection.class.getClassLoader(), new Class<?>[] {DatabaseMetaData.class}, StubConnection::nothing);

    private @Nullable StubClasses classes;
    private StubStatement[] statements = {};
    private int turn;
    private boolean autoCommit = true;
    private boolean inTransaction;
    private boolean closed;

    private static @Nullable Object nothing(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getReturnType().getName()) {
            case "int" -> 0;
            case "long" -> 0L;
            case "boolean" -> false;
            case "java.lang.String" -> "";
            default -> null;
        };
    }

    final void use(StubClasses home, StubStatement... turns) {
        classes = home;
        statements = turns;
    }

    final StubConnection open() {
        closed = false;
        autoCommit = true;
        inTransaction = false;
        return this;
    }

    private StubStatement statement(int rows) {
        turn ^= 1;
        return statements[turn].open(this, rows);
    }

    /** Which knows nothing. */
    @Override
    public DatabaseMetaData getMetaData() {
        return METADATA;
    }

    @Override
    public PreparedStatement prepareStatement(String sql) {
        return statement(StubSql.rowsOf(sql));
    }

    @Override
    public Statement createStatement() {
        return statement(1);
    }

    final void executes() {
        inTransaction = !autoCommit;
    }

    final boolean isInTransaction() {
        return inTransaction;
    }

    @Override
    public void setAutoCommit(boolean autoCommit) {
        this.autoCommit = autoCommit;
    }

    @Override
    public boolean getAutoCommit() {
        return autoCommit;
    }

    @Override
    public void commit() {
        inTransaction = false;
    }

    @Override
    public void rollback() {
        inTransaction = false;
    }

    @Override
    public boolean isValid(int timeout) {
        return !closed;
    }

    @Override
    public void close() {
        if (!closed && classes != null) {
            closed = true;
            classes.closed(this);
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public int getTransactionIsolation() {
        return TRANSACTION_READ_COMMITTED;
    }
}
