/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import io.baton.lab.judge.Accident;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of all histories. */
final class Tally {

    private final Map<Told, Long> told = new EnumMap<>(Told.class);
    private final Map<Mode, Long> modes = new EnumMap<>(Mode.class);
    private final Map<Level, Long> levels = new EnumMap<>(Level.class);
    private final Map<Accident, Integer> happened = new EnumMap<>(Accident.class);
    private final Map<Accident, Long> during = new EnumMap<>(Accident.class);
    private final Map<Anomaly, Integer> anomalies = new TreeMap<>();
    private final List<String> convictions = new ArrayList<>();
    private long transactions;
    private long lostAndNamed;

    void add(Setup setup, Lived lived, long lost, List<Conviction> found) {
        List<Attempt> attempts = lived.history().attempts();
        transactions += attempts.size();
        lostAndNamed += lost;
        modes.merge(setup.mode(), (long) attempts.size(), Long::sum);
        levels.merge(setup.level(), (long) attempts.size(), Long::sum);
        attempts.forEach(attempt -> told.merge(attempt.told(), 1L, Long::sum));
        for (Span span : lived.accidents()) {
            happened.merge(span.accident(), 1, Integer::sum);
            during.merge(span.accident(), attempts.stream().filter(span::ended).count(), Long::sum);
        }
        found.forEach(conviction -> {
            if (anomalies.merge(conviction.anomaly(), 1, Integer::sum) <= 3) {
                convictions.add(setup + ": " + conviction);
            }
        });
    }

    long transactions() {
        return transactions;
    }

    /** The first of each kind. */
    List<String> convictions() {
        return List.copyOf(convictions);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(transactions + " transactions, told " + told + ", of modes " + modes
                + ", at levels " + levels + ", lost and named " + lostAndNamed + ", convictions " + anomalies);
        happened.forEach((accident, times) -> text.append("\n  ")
                .append(accident)
                .append(' ')
                .append(times)
                .append(" times, ")
                .append(during.get(accident))
                .append(" transactions ended meanwhile"));
        return text.toString();
    }
}
