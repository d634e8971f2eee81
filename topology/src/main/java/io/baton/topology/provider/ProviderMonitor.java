/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.provider;

import io.baton.topology.TopologyKeeper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a provider for the whole JVM and reports what follows. One daemon thread; closes the provider with itself. */
public final class ProviderMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderMonitor.class);

    private final TopologyProvider provider;
    private final TopologyKeeper keeper;
    private final ProviderSettings settings;
    private final AddressMap addresses;
    private final ProviderReading reading;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean failing;

    public ProviderMonitor(
            TopologyProvider provider, TopologyKeeper keeper, ProviderSettings settings, AddressMap addresses) {
        this.provider = provider;
        this.keeper = keeper;
        this.settings = settings;
        this.addresses = addresses;
        this.reading = new ProviderReading(provider.name(), settings);
        this.thread = new Thread(this::run, "baton-provider-" + provider.name());
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            do {
                if (reading.untilDue(Instant.now()) == null) {
                    observe();
                }
                reading.waited(keeper.topology(), Instant.now()).forEach(keeper::report);
            } while (!closed.await(pace().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // Only close() interrupts this thread.
        }
    }

    private void observe() throws InterruptedException {
        try {
            Hints hints = addresses.reach(provider.ask(settings.timeout()));
            reading.answered(hints, keeper.topology(), Instant.now()).forEach(keeper::report);
            if (failing) {
                LOG.info("{} answers again", provider.name());
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            reading.failed().forEach(keeper::report);
            if (!failing) {
                LOG.warn("{} does not answer, the nodes alone decide: {}", provider.name(), e.toString());
            }
            failing = true;
        }
    }

    private Duration pace() {
        Instant now = Instant.now();
        Duration untilDue = reading.untilDue(now);
        if (untilDue != null) {
            return untilDue;
        }
        boolean hurried = keeper.topology().primary() == null || reading.isNear(now);
        return hurried && !failing ? settings.hurried() : settings.interval();
    }

    /** Ends the thread; returns without waiting for it. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        provider.close();
    }
}
