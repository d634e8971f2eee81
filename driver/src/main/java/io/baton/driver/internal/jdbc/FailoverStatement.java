/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A plain statement. */
final class FailoverStatement extends ForwardingStatement<Statement> {

    FailoverStatement(FailoverConnection connection, Call<Connection, Statement> creation) throws SQLException {
        super(connection, null, creation);
    }
}
