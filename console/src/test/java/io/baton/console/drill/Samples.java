/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A drill of two writers as it should go: the fault at 1 s, the promotion at 2 s, writes accepted at 2.1 s. */
final class Samples {

    static final long MS = 1_000_000;
    static final TurningPoints MOMENTS =
            new TurningPoints(1_000 * MS, 1_001 * MS, 2_000 * MS, 2_100 * MS, 1_010 * MS, 2_105 * MS);

    private Samples() {}

    static Attempt acknowledged(int writer, long seq, long atMs) {
        return new Attempt(writer, seq, 1, (atMs - 1) * MS, atMs * MS);
    }

    static List<Attempt> attempts() {
        return List.of(
                acknowledged(1, 1, 500),
                acknowledged(2, 1, 600),
                acknowledged(1, 2, 2_110),
                acknowledged(2, 2, 2_150),
                acknowledged(2, 3, 2_200));
    }

    static Map<RowId, Integer> rows() {
        Map<RowId, Integer> rows = new HashMap<>();
        attempts().forEach(attempt -> rows.put(attempt.row(), 1));
        return rows;
    }

    static Map<Integer, Long> counters() {
        return new HashMap<>(Map.of(1, 2L, 2, 3L));
    }

    static DrillReport report(Found found, @Nullable List<StaleRow> stale) {
        return report(attempts(), found, stale);
    }

    static DrillReport report(List<Attempt> attempts, Found found, @Nullable List<StaleRow> stale) {
        Ledger.Account account = new Ledger.Account(attempts, 10, new TreeMap<>(), new TreeMap<>(), 0, 0, 0, List.of());
        Measured measured =
                new Measured(MOMENTS, account, List.of(), new Measured.PoolFigures(12, 0, 12), stale, List.of());
        DrillSettings settings = new DrillSettings(Fault.KILL, 20, 2, 1, true);
        return DrillReport.of(
                settings, "18", "jdbc:baton:postgresql://n1/app", Instant.EPOCH, measured, found, List.of());
    }
}
