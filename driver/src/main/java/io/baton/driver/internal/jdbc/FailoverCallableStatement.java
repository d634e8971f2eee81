/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.cluster.Lease;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of a stored procedure or function. */
final class FailoverCallableStatement extends ForwardingCallableStatement<CallableStatement> {

    FailoverCallableStatement(
            FailoverConnection connection,
            String sql,
            Creation<CallableStatement> creation,
            CallableStatement delegate,
            Lease lease) {
        super(connection, connection.grammar().known(sql), creation, delegate, lease);
    }

    @Override
    public void addBatch() throws SQLException {
        delegate().addBatch();
        rememberRow(CallableStatement::addBatch);
    }

    @Override
    public void clearParameters() throws SQLException {
        delegate().clearParameters();
        forgetParameters();
    }

    /** With the OUT parameters: the driver has read them all by now. */
    @Override
    Object outcome(@Nullable Object result, CallableStatement vendors) throws SQLException {
        Object count = super.outcome(result, vendors);
        List<Object> outs = registeredOuts();
        if (outs.isEmpty()) {
            return count;
        }
        List<@Nullable Object> all = new ArrayList<>();
        all.add(count);
        for (Object out : outs) {
            all.add(comparable(
                    out instanceof Integer number ? vendors.getObject(number) : vendors.getObject((String) out)));
        }
        return all;
    }

    private @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof ResultSet) {
            connection.session.refuseReplay(ReplayRefusal.CURSOR_VALUE, "");
            return "a cursor";
        }
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        return value instanceof Array array ? array.toString() : value;
    }

    /** The SQL with its parameters, as the vendor shows it: people log it. */
    @Override
    public String toString() {
        return delegate().toString();
    }
}
