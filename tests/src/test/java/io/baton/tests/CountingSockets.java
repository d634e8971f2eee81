/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.SocketFactory;

/** Counts the connects that pgjdbc makes with {@code socketFactory=...}, and makes those slow that shall be. */
public final class CountingSockets extends SocketFactory {

    /** By name, since monitors of an earlier test may live a little longer than it. */
    private static final Map<String, AtomicInteger> CONNECTS = new ConcurrentHashMap<>();

    private final String name;

    /** Called by pgjdbc with the value of {@code socketFactoryArg}: a name, and milliseconds of delay. */
    public CountingSockets(String name) {
        this.name = name;
    }

    /** To be added to a URL. */
    static String parameters(String name) {
        CONNECTS.put(name, new AtomicInteger());
        return "&socketFactory=" + CountingSockets.class.getName() + "&socketFactoryArg=" + name;
    }

    /** As {@link #parameters(String)}, every connect taking that much longer. */
    static String slow(String name, Duration delay) {
        return parameters(name + "/" + delay.toMillis());
    }

    static int connects(String name) {
        return Objects.requireNonNull(CONNECTS.get(name)).get();
    }

    @Override
    public Socket createSocket() {
        Objects.requireNonNull(CONNECTS.get(name)).incrementAndGet();
        int slash = name.indexOf('/');
        long delayMillis = slash < 0 ? 0 : Long.parseLong(name.substring(slash + 1));
        long until = System.nanoTime() + delayMillis * 1_000_000;
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
        return new Socket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("pgjdbc connects by itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return createSocket(host, port);
    }
}
