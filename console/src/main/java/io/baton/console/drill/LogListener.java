/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import io.baton.lab.PostgresNode;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Hears what Baton and HikariCP log. Baton's own timeline goes into the drill's; what the pool opens and closes is
 * counted. Everything else is dropped, because a drill breaks things on purpose and the log would be full of it; with
 * {@code -Dbaton.trace=true} it goes to standard error.
 */
final class LogListener extends Handler {

    private static final String TIMELINE = "io.baton.timeline";
    private static final String POOL = "com.zaxxer.hikari.pool";

    /** The loggers are kept alive here: java.util.logging forgets those that nobody refers to. */
    private final Logger root = Logger.getLogger("");

    private final Logger pool = Logger.getLogger(POOL);
    private final DrillClock clock;
    private final Timeline timeline;
    private final Moments moments;
    private final String oldPrimary;
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong evicted = new AtomicLong();

    /** @param primary the one that the fault is to hit */
    LogListener(PostgresNode primary, DrillClock clock, Timeline timeline, Moments moments) {
        this.oldPrimary = primary.host() + ":" + primary.port();
        this.clock = clock;
        this.timeline = timeline;
        this.moments = moments;
    }

    /** Without a listener, nothing that is logged is shown either. */
    static void silence() {
        if (!Boolean.getBoolean("baton.trace")) {
            LogManager.getLogManager().reset();
        }
    }

    /** The pool tells of single connections at its lowest level only. */
    void listen() {
        root.setLevel(Level.INFO);
        pool.setLevel(Level.FINE);
        root.addHandler(this);
    }

    void stop() {
        root.removeHandler(this);
        pool.setLevel(null);
    }

    /** Connections that the pool has opened so far. */
    long opened() {
        return opened.get();
    }

    /** Connections that the pool has thrown away so far. */
    long evicted() {
        return evicted.get();
    }

    @Override
    public void publish(LogRecord entry) {
        String logger = entry.getLoggerName();
        String message = entry.getMessage();
        if (logger == null || message == null) {
            return;
        }
        if (logger.equals(TIMELINE)) {
            hearBaton(clock.now(), message);
        } else if (logger.startsWith(POOL)) {
            hearPool(message);
        }
    }

    private void hearBaton(long at, String message) {
        String news = message.replaceFirst("^\\[[^]]*] ", "");
        if (news.startsWith("no primary: ")) {
            moments.suspected(at);
        } else if (news.contains(" is the primary after ")) {
            moments.verdict(at);
            moments.newPrimaryKnown(at);
        } else if (news.startsWith(oldPrimary + " is UNKNOWN ")) {
            moments.verdict(at);
        }
        if (news.startsWith(oldPrimary + " is ") && news.contains(" DOWN: ")) {
            moments.verdict(at);
            moments.down(at);
        }
        timeline.event(at, "baton", news);
    }

    private void hearPool(String message) {
        if (message.contains(" - Added connection ")) {
            opened.incrementAndGet();
        } else if (message.contains(" - Closing connection ") && !message.endsWith(" failed")) {
            evicted.incrementAndGet();
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
