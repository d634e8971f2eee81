/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.report;

import io.baton.bench.calls.CallResult;
import io.baton.bench.calls.Contender;
import io.baton.bench.calls.Operation;
import io.baton.bench.race.RaceResult;
import io.baton.bench.race.Racer;
import io.baton.bench.server.ServerResult;
import io.baton.bench.server.Setting;
import io.baton.bench.server.Vendor;
import io.baton.bench.server.Workload;
import io.baton.console.drill.Outages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Results with figures that are easily recognised. */
final class Samples {

    private Samples() {}

    static final Machine MACHINE =
            new Machine("a processor", 2, 24, "Linux 6", "a JVM", Map.of("JMH", "1", "AWS", "2"));

    static <T> Report.Part<T> part(double loadBefore, List<T> results) {
        return new Report.Part<>(Instant.parse("2026-01-02T03:04:05Z"), 12.4, loadBefore, 3, results);
    }

    /** Baton costs just what it may. */
    static List<CallResult> calls(int vendors) {
        List<CallResult> results = new ArrayList<>();
        add(results, vendors, Operation.CYCLE, 20, 70, 50, 56);
        add(results, vendors, Operation.EXECUTE, 5, 10, 20, 32);
        add(results, vendors, Operation.ROWS, 10_000, 11_000, 12_015, 33);
        add(results, vendors, Operation.TRANSACTION, 50, 200, 450, 1_024);
        return results;
    }

    private static void add(
            List<CallResult> results,
            int vendors,
            Operation operation,
            double raw,
            double hikari,
            double baton,
            double bytes) {
        results.add(call(operation, Contender.BATON, vendors, baton, bytes));
        results.add(call(operation, Contender.RAW, vendors, raw, 0));
        results.add(call(operation, Contender.HIKARI, vendors, hikari, 56));
    }

    static CallResult call(Operation operation, Contender contender, int vendors, double ns, double bytes) {
        return new CallResult(operation, contender, vendors, ns, 1.25, 2 * ns, bytes, 0.5);
    }

    static ServerResult server() {
        return new ServerResult(
                Vendor.POSTGRESQL,
                Workload.SMALL_TRANSACTIONS,
                Setting.USUAL,
                8,
                new ServerResult.Figures(1_234, 56.7, 8_901),
                new ServerResult.Figures(1_222, 57.8, 9_012),
                new ServerResult.Ratio(0.98, 0.99, 1.01));
    }

    static RaceResult race() {
        return new RaceResult(
                Racer.BATON,
                "kill",
                5,
                4,
                List.of("3 acknowledged writes are missing"),
                new Outages.Spread(123.4, 567.8),
                new Outages.Spread(1_123, 1_567),
                1,
                Map.of("40001", 7L),
                7,
                3,
                0,
                null,
                16,
                12,
                141);
    }
}
