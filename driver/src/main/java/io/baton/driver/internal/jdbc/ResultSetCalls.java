/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.recover.Recovery;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What the generated methods of a result call. A result lives and dies with the lease that it came from. */
abstract class ResultSetCalls {

    private final ResultSet delegate;
    private final Lease lease;
    private final Recovery recovery;

    ResultSetCalls(ResultSet delegate, Lease lease, Recovery recovery) {
        this.delegate = delegate;
        this.lease = lease;
        this.recovery = recovery;
    }

    ResultSet delegate() {
        return delegate;
    }

    /** Rows that were read are here already, so in auto-commit mode it is writing a row that reaches the server. */
    SQLException failure(SQLException e) {
        return recovery.explain(e, lease, Nature.STATEMENT);
    }
}
