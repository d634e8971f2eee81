/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several sweeps at a time, each with servers of its own: most of a sweep is waiting. */
final class Lanes {

    private static final int COUNT = 3;

    private Lanes() {}

    /** What one of them does with its share. */
    @FunctionalInterface
    interface Lane {
        void sweep(List<Work> works) throws Exception;
    }

    /** Returns when all are done. */
    static void share(Collection<Work> works, Lane lane) throws Exception {
        List<List<Work>> shares = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            shares.add(new ArrayList<>());
        }
        int next = 0;
        for (Work work : works) {
            shares.get(next++ % COUNT).add(work);
        }
        ExecutorService threads = Executors.newFixedThreadPool(COUNT, Lanes::thread);
        try {
            List<Callable<Void>> tasks = shares.stream()
                    .<Callable<Void>>map(share -> () -> sweep(lane, share))
                    .toList();
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception failure ? failure : e;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "judge-lane");
        thread.setDaemon(true);
        return thread;
    }

    private static Void sweep(Lane lane, List<Work> works) throws Exception {
        lane.sweep(works);
        return null;
    }
}
