/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects the measured times of several rounds, and prints them as the rows of docs/failure-detection.md. */
final class Figures {

    private static final class Row {
        final List<Duration> suspected = new ArrayList<>();
        final List<Duration> down = new ArrayList<>();
        final List<Duration> healed = new ArrayList<>();
        final Set<String> underWay = new LinkedHashSet<>();
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    void add(String fault, @Nullable Duration suspected, @Nullable Duration down, String underWay, Duration healed) {
        Row row = rows.computeIfAbsent(fault, name -> new Row());
        if (suspected != null) {
            row.suspected.add(suspected);
        }
        if (down != null) {
            row.down.add(down);
        }
        row.underWay.add(underWay);
        row.healed.add(healed);
    }

    void print() {
        System.out.println("| fault | first suspicion | down | the write under way | healed to the next write |");
        System.out.println("| --- | --- | --- | --- | --- |");
        rows.forEach((fault, row) -> System.out.printf(
                "| %s | %s | %s | %s | %s |%n",
                fault,
                summary(row.suspected),
                summary(row.down),
                String.join(" or ", row.underWay),
                summary(row.healed)));
    }

    private static String summary(List<Duration> times) {
        if (times.isEmpty()) {
            return "never";
        }
        List<Long> sorted = times.stream().map(Duration::toMillis).sorted().collect(Collectors.toList());
        return sorted.get(sorted.size() / 2) + " ms, worst " + sorted.get(sorted.size() - 1) + " ms";
    }
}
