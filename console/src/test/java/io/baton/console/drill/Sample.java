/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A small drill that went well: fault at 1,000 ms, promotion at 2,000 ms, 2 writers with 3 rows each. */
final class Sample {

    private static final long MS = 1_000_000;

    private Sample() {}

    static TurningPoints points() {
        return new TurningPoints(
                1_000 * MS,
                1_020 * MS,
                2_000 * MS,
                2_040 * MS,
                2_050 * MS,
                1_021 * MS,
                1_025 * MS,
                1_025 * MS,
                2_045 * MS);
    }

    /** A row that was acknowledged at that time, at the first try. */
    static Attempt written(int writer, long seq, long acknowledged) {
        return new Attempt(writer, seq, 1, acknowledged - MS, acknowledged);
    }

    static List<Attempt> attempts() {
        return IntStream.rangeClosed(1, 2)
                .boxed()
                .flatMap(writer -> IntStream.of(100, 900, 2_060 + writer).mapToObj(at -> written(writer, at, at * MS)))
                .toList();
    }

    /** All rows of {@link #attempts()}, once each; to be spoilt. */
    static Map<RowId, Integer> copies() {
        Map<RowId, Integer> copies = new HashMap<>();
        attempts().forEach(attempt -> copies.put(attempt.row(), 1));
        return copies;
    }

    static Map<Integer, Long> counted() {
        return new HashMap<>(Map.of(1, 3L, 2, 3L));
    }

    static DrillReport report(Found found, @Nullable List<StaleRow> stale, List<Attempt> attempts) {
        Ledger.Account account =
                new Ledger.Account(attempts, 10, new TreeMap<>(), new TreeMap<>(), 0, 0, 5 * MS, List.of());
        Measured measured =
                new Measured(points(), account, List.of(), new Measured.PoolFigures(2, 0, 2), stale, List.of());
        DrillSettings settings = new DrillSettings(Fault.KILL, 8, 2, 0, true);
        return DrillReport.of(
                settings, "18", "jdbc:baton:postgresql://h/app", Instant.EPOCH, measured, found, List.of());
    }
}
