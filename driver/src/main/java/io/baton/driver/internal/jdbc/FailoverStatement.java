/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import java.sql.Statement;

/** A plain statement. */
final class FailoverStatement extends ForwardingStatement<Statement> {

    FailoverStatement(FailoverConnection connection, Creation<Statement> creation, Statement delegate, Lease lease) {
        super(connection, connection.grammar().noText(), creation, delegate, lease);
    }

    /** The statement that the vendor made for a result of its own. */
    static FailoverStatement of(
            FailoverConnection connection, Statement vendors, Lease lease, FailoverResultSet result) {
        FailoverStatement statement =
                new FailoverStatement(connection, (on, sql) -> on.createStatement(), vendors, lease);
        statement.showing(result);
        return statement;
    }
}
