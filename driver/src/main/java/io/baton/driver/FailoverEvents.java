/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of {@link FailoverEvent}s, for all clusters of this JVM. Thread-safe. */
public final class FailoverEvents {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverEvents.class);
    private static final List<FailoverListener> LISTENERS = new CopyOnWriteArrayList<>();

    private FailoverEvents() {}

    public static void add(FailoverListener listener) {
        LISTENERS.add(listener);
    }

    public static void remove(FailoverListener listener) {
        LISTENERS.remove(listener);
    }

    /** Tells everybody. For Baton's own use. */
    public static void publish(FailoverEvent event) {
        for (FailoverListener listener : LISTENERS) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException e) {
                LOG.error("a listener failed on {}", event, e);
            }
        }
    }
}
