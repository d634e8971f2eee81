/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How long the writers could not write. Pure. */
public final class Outages {

    private Outages() {}

    /** The middle one, or the mean of the two in the middle, and the greatest. */
    public record Spread(double medianMs, double worstMs) {}

    static List<WriterOutage> perWriter(int writers, List<Attempt> attempts, TurningPoints moments) {
        return IntStream.rangeClosed(1, writers)
                .mapToObj(writer -> of(writer, attempts, moments))
                .toList();
    }

    private static WriterOutage of(int writer, List<Attempt> attempts, TurningPoints moments) {
        long[] acknowledged = attempts.stream()
                .filter(attempt -> attempt.writer() == writer && attempt.isAcknowledged())
                .mapToLong(Attempt::acknowledged)
                .sorted()
                .toArray();
        // From the promotion on: an answer that was on its way when the fault hit belongs to the old primary.
        long[] after = IntStream.range(0, acknowledged.length)
                .mapToLong(i -> acknowledged[i])
                .filter(at -> moments.promotionOrdered() != DrillClock.NEVER && at > moments.promotionOrdered())
                .toArray();
        if (after.length == 0) {
            return new WriterOutage(writer, acknowledged.length, null, null, null);
        }
        return new WriterOutage(
                writer,
                acknowledged.length,
                between(moments.fault(), after[0]),
                between(moments.writable(), after[0]),
                between(moments.acceptsWrites(), after[0]));
    }

    /** Null when one of the two did not happen. */
    static @Nullable Double between(long from, long to) {
        return from == DrillClock.NEVER || to == DrillClock.NEVER ? null : DrillClock.toMs(to - from);
    }

    /** Over the writers that have the figure; null when none has. */
    public static @Nullable Spread spread(List<WriterOutage> outages, Function<WriterOutage, @Nullable Double> figure) {
        double[] sorted = outages.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return null;
        }
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new Spread(Math.round(median * 10) / 10.0, sorted[sorted.length - 1]);
    }
}
