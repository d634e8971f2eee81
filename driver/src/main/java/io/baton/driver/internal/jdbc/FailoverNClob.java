/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import java.sql.NClob;

/** As {@link FailoverClob}. */
final class FailoverNClob extends ForwardingClob implements NClob {

    FailoverNClob(FailoverConnection connection, NClob delegate, Lease lease) {
        super(connection, delegate, lease);
    }
}
