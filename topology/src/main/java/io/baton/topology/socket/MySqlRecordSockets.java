/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.socket;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;

/**
 * What Connector/J makes its sockets with, also those by which it kills a query. It keeps properties that it does not know, so the
 * record is one of them; the name by which TLS verifies the server it has from elsewhere.
 */
public final class MySqlRecordSockets extends StandardSocketFactory {

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // That is how the vendor has it.
    public <T extends Closeable> T connect(String host, int port, PropertySet properties, int loginTimeout)
            throws IOException {
        String record = properties.getStringProperty(RecordSockets.RECORD).getValue();
        return super.connect(record, port, properties, loginTimeout);
    }
}
