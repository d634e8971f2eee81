/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * What MariaDB's driver makes its sockets with, also those by which it kills a query. It keeps properties that it does not know, so
 * the record is one of them. It asks for sockets that are connected later, and no others.
 */
public final class MariaDbRecordSockets extends ConfigurableSocketFactory {

    private @Nullable String record;

    @Override
    public void setConfiguration(Configuration configuration, String host) {
        record = configuration.nonMappedOptions().getProperty(RecordSockets.RECORD);
    }

    @Override
    public Socket createSocket() throws IOException {
        if (record == null) {
            throw new IOException("the driver has not told which address of the name is meant");
        }
        return new RecordSocket(record);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }
}
