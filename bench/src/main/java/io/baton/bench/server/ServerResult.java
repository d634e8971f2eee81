/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.server;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * One workload with so many threads.
 *
 * @param setting how Baton was configured
 * @param ratio Baton's throughput by that of the vendor's driver, of each pair of turns, one after the other
 */
public record ServerResult(
        Vendor vendor, Workload workload, Setting setting, int threads, Figures raw, Figures baton, Ratio ratio) {

    /** Medians of all turns. */
    public record Figures(double perSecond, double p50Us, double p99Us) {}

    /** The middle of the pairs and their quartiles. */
    public record Ratio(double lowerQuartile, double median, double upperQuartile) {}

    /** One turn of one driver. */
    record Turn(Histogram latencies, double seconds) {
        double perSecond() {
            return latencies.getTotalCount() / seconds;
        }

        double percentileUs(double percentile) {
            return latencies.getValueAtPercentile(percentile) / 1e3;
        }
    }

    static ServerResult of(
            Vendor vendor, Workload workload, Setting setting, int threads, List<Turn> raw, List<Turn> baton) {
        double[] ratios = new double[raw.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = baton.get(i).perSecond() / raw.get(i).perSecond();
        }
        Arrays.sort(ratios);
        Ratio ratio = new Ratio(at(ratios, 0.25), at(ratios, 0.5), at(ratios, 0.75));
        return new ServerResult(vendor, workload, setting, threads, figures(raw), figures(baton), ratio);
    }

    private static Figures figures(List<Turn> turns) {
        return new Figures(
                median(turns, Turn::perSecond),
                median(turns, turn -> turn.percentileUs(50)),
                median(turns, turn -> turn.percentileUs(99)));
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        return at(turns.stream().mapToDouble(figure).sorted().toArray(), 0.5);
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.round((sorted.length - 1) * share)];
    }
}
