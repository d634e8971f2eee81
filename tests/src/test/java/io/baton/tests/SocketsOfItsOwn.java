/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Sockets that an application has by {@code socketFactory=...}: like any others. */
public final class SocketsOfItsOwn extends SocketFactory {

    @Override
    public Socket createSocket() {
        return new Socket();
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
