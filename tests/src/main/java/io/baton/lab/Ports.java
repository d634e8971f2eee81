/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands out free ports, each only once per JVM.
 *
 * <p>They lie below the range from which the kernel serves outgoing connections. A port inside that range could be
 * taken by a client while its server is down, and a client that keeps trying a dead port there can end up connected to
 * itself.
 */
public final class Ports {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int LOWEST = 10_000;
    private static final int ATTEMPTS = 1_000;
    private static final Path OUTGOING_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** Nobody listens there now, and nobody else in this JVM is told of it. */
    public static int free() {
        int bound = Math.max(lowestOutgoing(), LOWEST + ATTEMPTS);
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, bound);
            if (HANDED_OUT.add(port) && canListen(port)) {
                return port;
            }
        }
        throw new LabException("No free port between " + LOWEST + " and " + bound);
    }

    static int lowestOutgoing() {
        try {
            // Not readString: it reads one byte first, and this file of the kernel answers only one read.
            String range = Files.readAllLines(OUTGOING_RANGE).get(0);
            return Integer.parseInt(range.trim().split("\\s+", 2)[0]);
        } catch (IOException | NumberFormatException unknown) {
            return 32_768;
        }
    }

    private static boolean canListen(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByAddress(LOOPBACK))) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
