/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for a condition by looking again and again, never longer than a limit. The only place where the lab waits. */
public final class Await {

    /** Long enough for a machine on which many others work, too: only what never comes true costs so much. */
    public static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Duration PAUSE = Duration.ofMillis(5);

    private Await() {}

    /** A look at the world. An exception means "not yet" and is kept for the message. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Returns as soon as the condition holds.
     *
     * @param what the awaited state in words, as in "n2 accepts connections"
     * @param evidence what to print when it never comes true
     * @throws LabException at the limit, or at once when the condition throws one
     */
    public static void until(String what, Duration limit, Condition condition, Supplier<String> evidence) {
        long start = System.nanoTime();
        Exception last;
        do {
            last = null;
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (LabException hopeless) {
                throw hopeless;
            } catch (Exception notYet) {
                last = notYet;
            }
            pause(what);
        } while (System.nanoTime() - start < limit.toNanos());
        throw new LabException(describe(what, limit, last, evidence), last);
    }

    private static void pause(String what) {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new LabException("Interrupted while waiting until " + what);
        }
    }

    private static String describe(String what, Duration limit, @Nullable Exception last, Supplier<String> evidence) {
        String failure = last == null ? "" : "; last failure: " + last;
        return "Waited " + limit.toSeconds() + " s in vain until " + what + failure + "\n" + evidence.get();
    }
}
