/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.report;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.ReplayReport;
import io.baton.driver.ReplayReport.Shape;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts, for one cluster, what could be replayed and what was. Thread-safe. */
public final class ReplayStatistics {

    /** Statements come in many shapes where somebody builds them with their values inside. */
    private static final int MOST_SHAPES = 500;

    private static final int TOP = 20;

    private final LongAdder transactions = new LongAdder();
    private final LongAdder replayed = new LongAdder();
    private final Map<ReplayRefusal, LongAdder> refusals = adders();
    private final Map<ReplayRefusal, LongAdder> lost = adders();
    private final Map<Reason, LongAdder> reasons = new ConcurrentHashMap<>();

    private record Reason(ReplayRefusal refusal, String detail) {}

    private static Map<ReplayRefusal, LongAdder> adders() {
        Map<ReplayRefusal, LongAdder> adders = new EnumMap<>(ReplayRefusal.class);
        for (ReplayRefusal refusal : ReplayRefusal.values()) {
            adders.put(refusal, new LongAdder());
        }
        return adders;
    }

    /** A transaction ended that could have been replayed until then. */
    public void replayable() {
        transactions.increment();
    }

    /**
     * A transaction ended that could not have been replayed.
     *
     * @param detail what it was in this case, without values; empty when the reason says it all
     */
    public void notReplayable(ReplayRefusal why, String detail) {
        transactions.increment();
        count(refusals, why);
        Reason reason = new Reason(why, detail);
        LongAdder known = reasons.get(reason);
        if (known == null && reasons.size() < MOST_SHAPES) {
            known = reasons.computeIfAbsent(reason, unknown -> new LongAdder());
        }
        if (known != null) {
            known.increment();
        }
    }

    public void replayed() {
        replayed.increment();
    }

    public void lost(ReplayRefusal why) {
        count(lost, why);
    }

    private static void count(Map<ReplayRefusal, LongAdder> adders, ReplayRefusal refusal) {
        LongAdder adder = adders.get(refusal);
        if (adder != null) {
            adder.increment();
        }
    }

    public ReplayReport report() {
        List<Shape> shapes = reasons.entrySet().stream()
                .map(entry -> new Shape(
                        entry.getKey().refusal(),
                        entry.getKey().detail(),
                        entry.getValue().sum()))
                .sorted(Comparator.comparingLong(Shape::transactions).reversed())
                .limit(TOP)
                .toList();
        return new ReplayReport(transactions.sum(), sums(refusals), shapes, replayed.sum(), sums(lost));
    }

    private static Map<ReplayRefusal, Long> sums(Map<ReplayRefusal, LongAdder> adders) {
        Map<ReplayRefusal, Long> sums = new EnumMap<>(ReplayRefusal.class);
        adders.forEach((refusal, adder) -> {
            if (adder.sum() > 0) {
                sums.put(refusal, adder.sum());
            }
        });
        return sums;
    }
}
