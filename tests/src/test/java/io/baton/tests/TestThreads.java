/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import java.lang.reflect.Method;

/** Threads for tests: virtual ones where the JDK has them, so that on a newer JDK the same tests show how those fare. */
final class TestThreads {

    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    private TestThreads() {}

    static Thread unstarted(Runnable task) {
        if (!VIRTUAL) {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }
        try {
            // The classes are compiled for JDK 17, which does not know them.
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Method unstarted = Class.forName("java.lang.Thread$Builder").getMethod("unstarted", Runnable.class);
            return (Thread) unstarted.invoke(builder, task);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
