/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import io.baton.driver.FailoverException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the steps of a workload, and counts those that were told of a lost session: an application would begin such a step again. */
final class Steps {

    private final Runnable beforeFirst;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();

    /** @param beforeFirst run when the framework has started, and the work begins */
    Steps(Runnable beforeFirst) {
        this.beforeFirst = beforeFirst;
    }

    /** Runs the step until it comes through. */
    void run(Callable<?> step) throws Exception {
        if (begun.compareAndSet(false, true)) {
            beforeFirst.run();
        }
        while (true) {
            try {
                step.call();
                done.incrementAndGet();
                return;
            } catch (Exception e) {
                if (!isTold(e)) {
                    throw e;
                }
                told.incrementAndGet();
            }
        }
    }

    private static boolean isTold(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean byState = cause instanceof SQLException sql && isOfLoss(sql.getSQLState());
            if (cause instanceof FailoverException || byState) {
                return true;
            }
        }
        return false;
    }

    /** What is ended twice on a server that is well is told in the server's words. */
    private static boolean isOfLoss(String state) {
        return state != null
                && (state.startsWith("08") || state.equals("57P01") || state.equals("40001") || state.equals("40P01"));
    }

    int done() {
        return done.get();
    }

    int told() {
        return told.get();
    }
}
