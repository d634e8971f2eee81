/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.DriverManager;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks for random programs that are told something false. {@code -Dbaton.fuzz.programs} makes more, {@code -Dbaton.fuzz.seed} others.
 */
final class Hunt {

    private static final int PROGRAMS = Integer.getInteger("baton.fuzz.programs", 40);
    private static final int FAULTS = Integer.getInteger("baton.fuzz.faults", 6);
    private static final int LANES = Integer.getInteger("baton.fuzz.lanes", 2);
    private static final int MOST = Integer.getInteger("baton.fuzz.findings", 10);
    private static final long NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("baton.fuzz.seconds", 1_000_000L));

    private Hunt() {}

    /** What was found, one program each. */
    static List<String> in(World world) throws Exception {
        long first = Long.getLong("baton.fuzz.seed", 15_000_000L);
        List<Feature> catalogue = Feature.all(world.text("features"));
        Coverage coverage = new Coverage();
        Queue<String> findings = new ConcurrentLinkedQueue<>();
        AtomicLong seeds = new AtomicLong(first);
        long began = System.nanoTime();
        List<Callable<Void>> lanes = Collections.nCopies(LANES, () -> {
            try (Lane lane = new Lane(world, DriverManager::getConnection)) {
                Trial trial = new Trial(lane, coverage);
                for (long seed = seeds.getAndIncrement();
                        seed < first + PROGRAMS && findings.size() < MOST && System.nanoTime() - began < NANOS;
                        seed = seeds.getAndIncrement()) {
                    Program program = Generator.program(world, catalogue, seed);
                    Optional<Finding> found = trial.of(program, FAULTS, new SplittableRandom(seed));
                    if (found.isPresent() && findings.size() < MOST) {
                        System.out.printf(
                                "CONVICTED by seed %d after %d s, %d programs, %d faults%n",
                                seed,
                                (System.nanoTime() - began) / 1_000_000_000L,
                                coverage.programs(),
                                coverage.faults());
                        Finding shrunk = new Shrinker(new Trial(lane, new Coverage())).shrunk(found.get());
                        findings.add("seed " + seed + ": " + shrunk);
                        System.out.println("FOUND seed " + seed + ": " + shrunk);
                    }
                }
            }
            return null;
        });
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        for (Future<Void> lane : threads.invokeAll(lanes)) {
            lane.get();
        }
        threads.shutdown();
        System.out.println(coverage + "never reached: " + coverage.neverReached(catalogue) + "\nseconds: "
                + (System.nanoTime() - began) / 1_000_000_000L);
        return List.copyOf(findings);
    }
}
