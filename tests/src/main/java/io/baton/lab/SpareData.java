/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One data directory that was made ahead, for the next cluster: {@code initdb} takes half of the time in which a cluster
 * starts, and nobody needs to wait for it. A copy of another would not do, since every cluster needs an identifier of its own.
 */
final class SpareData {

    private static final Logger LOG = LoggerFactory.getLogger(SpareData.class);

    private static final AtomicReference<@Nullable CompletableFuture<Site>> SPARE = new AtomicReference<>();

    private SpareData() {}

    /** Begins to make one, unless there is one. */
    static void prepare() {
        CompletableFuture<Site> spare = new CompletableFuture<>();
        if (SPARE.compareAndSet(null, spare)) {
            Thread thread = new Thread(() -> make(spare), "baton-lab-spare");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void make(CompletableFuture<Site> spare) {
        Site site = Site.create(1);
        try {
            site.nodes().get(0).server().initdb();
            spare.complete(site);
        } catch (RuntimeException e) {
            spare.completeExceptionally(e);
            site.close();
        }
    }

    /** Puts it there, if there is one. */
    static boolean moveTo(Path target) {
        CompletableFuture<Site> spare = SPARE.getAndSet(null);
        if (spare == null) {
            return false;
        }
        try (Site site = spare.join()) {
            Files.move(site.nodes().get(0).server().data().path(), target);
            return true;
        } catch (CompletionException | IOException e) {
            LOG.warn("the data that was made ahead is of no use", e);
            return false;
        }
    }
}
