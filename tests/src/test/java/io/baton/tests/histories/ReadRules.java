/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Every list that anybody was shown is one that was there at some moment. */
final class ReadRules {

    private final List<Attempt> attempts;
    private final Versions versions;
    private final List<Conviction> found = new ArrayList<>();

    private ReadRules(List<Attempt> attempts, Versions versions) {
        this.attempts = attempts;
        this.versions = versions;
    }

    static List<Conviction> check(List<Attempt> attempts, Versions versions) {
        ReadRules rules = new ReadRules(attempts, versions);
        for (int i = 0; i < attempts.size(); i++) {
            rules.check(i, attempts.get(i));
        }
        return rules.found;
    }

    private void check(int reader, Attempt attempt) {
        Map<String, List<Long>> appended = attempt.ops(Op.Append.class)
                .collect(Collectors.groupingBy(
                        Op.Append::key, Collectors.mapping(Op.Append::value, Collectors.toList())));
        List<Long> own = new ArrayList<>();
        for (Op op : attempt.ops()) {
            if (op instanceof Op.Append append) {
                own.add(append.value());
            } else if (op instanceof Op.Seen seen) {
                List<Long> ofThis = appended.getOrDefault(seen.key(), List.of()).stream()
                        .filter(own::contains)
                        .toList();
                check(reader, attempt, seen, ofThis);
            }
        }
    }

    private void check(int reader, Attempt attempt, Op.Seen seen, List<Long> own) {
        List<Long> values = seen.values();
        int others = values.size() - own.size();
        if (others < 0 || !values.subList(others, values.size()).equals(own)) {
            found.add(Conviction.of(Anomaly.OWN_WRITE_MISSED, seen + " does not end with " + own, attempt));
            return;
        }
        Set<Long> once = new HashSet<>();
        values.stream()
                .filter(value -> !once.add(value))
                .forEach(value -> found.add(Conviction.of(Anomaly.DOUBLED, value + " in " + seen, attempt)));
        for (long value : values.subList(0, others)) {
            checkWriter(reader, attempt, seen, value);
        }
        if (others > 0) {
            checkIntermediate(reader, attempt, seen, values.get(others - 1));
        }
        checkOrder(attempt, seen, attempt.told() == Told.OK ? values : values.subList(0, others));
    }

    private void checkWriter(int reader, Attempt attempt, Op.Seen seen, long value) {
        Integer writer = versions.writers().get(value);
        if (writer == null) {
            found.add(Conviction.of(Anomaly.STRANGER, value + " in " + seen, attempt));
        } else if (writer != reader && attempts.get(writer).told().isNotThere()) {
            found.add(Conviction.of(Anomaly.ABORTED_READ, value + " in " + seen, attempts.get(writer), attempt));
        }
    }

    /** A list ends with all that the transaction appended which appended its last value. */
    private void checkIntermediate(int reader, Attempt attempt, Op.Seen seen, long last) {
        Integer writer = versions.writers().get(last);
        if (writer == null || writer == reader) {
            return;
        }
        Attempt writing = attempts.get(writer);
        boolean isLast = writing.ops(Op.Append.class)
                .filter(append -> append.key().equals(seen.key()))
                .reduce((a, b) -> b)
                .filter(append -> append.value() == last)
                .isPresent();
        if (!isLast) {
            found.add(Conviction.of(Anomaly.INTERMEDIATE_READ, last + " in " + seen, writing, attempt));
        }
    }

    private void checkOrder(Attempt attempt, Op.Seen seen, List<Long> values) {
        List<Long> order = versions.order(seen.key());
        int length = values.size();
        if (length > order.size() || !values.equals(order.subList(0, length))) {
            found.add(Conviction.of(Anomaly.INCOMPATIBLE_ORDER, seen + " where others were shown " + order, attempt));
        }
    }
}
