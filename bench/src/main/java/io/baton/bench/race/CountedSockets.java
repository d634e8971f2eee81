/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.race;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;

/**
 * Makes the sockets of a driver and remembers their connects: those of probes and of pools alike. Vendors' drivers create it
 * by its name, so that what it remembers is shared.
 */
public final class CountedSockets extends SocketFactory {

    private static final Queue<Connect> MADE = new ConcurrentLinkedQueue<>();

    /** One connect. A frozen server accepts it, too: the kernel does that. */
    record Connect(Instant at, boolean accepted) {}

    static void forget() {
        MADE.clear();
    }

    /** All since then, in order. */
    static List<Connect> since(Instant start) {
        return MADE.stream()
                .filter(connect -> connect.at().isAfter(start))
                .sorted(Comparator.comparing(Connect::at))
                .toList();
    }

    /** The most within any second. */
    static int peakPerSecond(List<Connect> sorted) {
        int peak = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            while (Duration.between(sorted.get(first).at(), sorted.get(last).at())
                            .toSeconds()
                    >= 1) {
                first++;
            }
            peak = Math.max(peak, last - first + 1);
        }
        return peak;
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress address, int timeout) throws IOException {
                boolean accepted = false;
                try {
                    super.connect(address, timeout);
                    accepted = true;
                } finally {
                    MADE.add(new Connect(Instant.now(), accepted));
                }
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }

    private Socket connected(InetSocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address);
        return socket;
    }
}
