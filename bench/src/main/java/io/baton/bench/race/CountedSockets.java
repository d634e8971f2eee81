/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.race;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;

/**
 * Makes the sockets of a driver and remembers when: probes, pools and attempts that fail count alike. Vendors' drivers
 * create it by its name, so that what it remembers is shared.
 */
public final class CountedSockets extends SocketFactory {

    private static final Queue<Instant> MADE = new ConcurrentLinkedQueue<>();

    static void forget() {
        MADE.clear();
    }

    /** The moments of all since then. */
    static List<Instant> since(Instant start) {
        return MADE.stream().filter(made -> made.isAfter(start)).sorted().toList();
    }

    /** The most within any second. */
    static int peakPerSecond(List<Instant> sorted) {
        int peak = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            while (Duration.between(sorted.get(first), sorted.get(last)).toSeconds() >= 1) {
                first++;
            }
            peak = Math.max(peak, last - first + 1);
        }
        return peak;
    }

    @Override
    public Socket createSocket() {
        MADE.add(Instant.now());
        return new Socket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        MADE.add(Instant.now());
        return new Socket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        MADE.add(Instant.now());
        return new Socket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        MADE.add(Instant.now());
        return new Socket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        MADE.add(Instant.now());
        return new Socket(host, port, local, localPort);
    }
}
