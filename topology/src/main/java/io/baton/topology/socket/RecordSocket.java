/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** Connects to the given machine, at the port that it is told. */
final class RecordSocket extends Socket {

    private final InetAddress machine;

    /** @param record an address as text: no name is looked up */
    RecordSocket(String record) throws UnknownHostException {
        machine = InetAddress.getByName(record);
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        super.connect(new InetSocketAddress(machine, ((InetSocketAddress) endpoint).getPort()), timeout);
    }
}
