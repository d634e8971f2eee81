/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Clusters;
import io.baton.driver.internal.config.ClusterConfig;
import io.baton.driver.internal.session.LogicalSession;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections: joins the cluster, logs in, and leaves the cluster when the connection is closed. */
public final class Connections {

    private Connections() {}

    /**
     * A connection to the cluster of that configuration.
     *
     * @throws SQLException the vendor's own if the login is refused, 08001 if no node answered in time
     */
    public static Connection open(ClusterConfig config) throws SQLException {
        Clusters clusters = Clusters.shared();
        Cluster cluster = clusters.join(config);
        try {
            return new FailoverConnection(new LogicalSession(cluster), () -> clusters.leave(cluster));
        } catch (SQLException | RuntimeException e) {
            clusters.leave(cluster);
            throw e;
        }
    }
}
