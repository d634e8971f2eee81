/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a server knows of its upstream.
 *
 * @param receiving whether it is connected to its upstream
 * @param applying whether it shows what it receives
 * @param upstreamPort the port of the upstream, 0 when it has none
 * @param received the transactions that it has received whole, empty when that are none
 * @param error what it complains of, empty when it does not
 */
record ReplicaStatus(boolean receiving, boolean applying, int upstreamPort, String received, String error) {

    static final ReplicaStatus NONE = new ReplicaStatus(false, false, 0, "", "");

    /** Reads the columns of that name, of which both engines have the same but for the words. */
    static ReplicaStatus read(Connection connection, String query, String upstream, String replica, String received)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                return NONE;
            }
            return new ReplicaStatus(
                    row.getString(replica + "_IO_Running").equals("Yes"),
                    row.getString(replica + "_SQL_Running").equals("Yes"),
                    row.getInt(upstream + "_Port"),
                    row.getString(received).replace("\n", ""),
                    row.getString("Last_IO_Error") + row.getString("Last_SQL_Error"));
        }
    }

    boolean replicatesFrom(int port) {
        return receiving && applying && upstreamPort == port;
    }
}
