/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.socket;

import java.io.IOException;
import java.net.Socket;

/** What pgjdbc makes its sockets with; it hands over the record as the argument that it allows to a factory. */
public final class PostgresRecordSockets extends UnconnectedSockets {

    private final String record;

    public PostgresRecordSockets(String record) {
        this.record = record;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new RecordSocket(record);
    }
}
