/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who wrote what, and in which order it came to be.
 *
 * @param writers the transaction that appended a value, by its place in the history, whatever it was told
 * @param orders for each list what was there in the end; without an end the longest that anybody was shown whose transaction
 *     is there
 */
record Versions(Map<Long, Integer> writers, Map<String, List<Long>> orders) {

    static Versions of(History history) {
        Map<Long, Integer> writers = new HashMap<>();
        Map<String, List<Long>> orders = new HashMap<>();
        List<Attempt> attempts = history.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            int number = i;
            Attempt attempt = attempts.get(i);
            attempt.ops(Op.Append.class).forEach(append -> writers.put(append.value(), number));
            if (attempt.told() == Told.OK) {
                attempt.ops(Op.Seen.class).forEach(seen -> orders.merge(seen.key(), seen.values(), Versions::longer));
            }
        }
        history.end().ifPresent(end -> end.ops(Op.Seen.class).forEach(seen -> orders.put(seen.key(), seen.values())));
        return new Versions(writers, orders);
    }

    private static List<Long> longer(List<Long> a, List<Long> b) {
        return a.size() >= b.size() ? a : b;
    }

    List<Long> order(String key) {
        return orders.getOrDefault(key, List.of());
    }
}
