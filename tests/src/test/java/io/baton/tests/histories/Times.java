/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import io.baton.tests.histories.Edge.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What was acknowledged before something else began, but what follows from others. Who reads stale data has no place in it. */
final class Times {

    private Times() {}

    static void add(List<Attempt> attempts, Predicate<Attempt> acknowledged, Graph graph) {
        List<Integer> byBegin = IntStream.range(0, attempts.size())
                .boxed()
                .filter(i -> attempts.get(i).fresh() && !attempts.get(i).told().isNotThere())
                .sorted(Comparator.comparingLong(i -> attempts.get(i).begin()))
                .toList();
        PriorityQueue<Integer> running = new PriorityQueue<>(
                Comparator.comparingLong(i -> attempts.get(i).end()));
        List<Integer> lastOnes = new ArrayList<>();
        for (int later : byBegin) {
            Attempt begun = attempts.get(later);
            while (!running.isEmpty() && attempts.get(running.peek()).end() < begun.begin()) {
                int ended = running.remove();
                lastOnes.removeIf(
                        i -> attempts.get(i).end() < attempts.get(ended).begin());
                lastOnes.add(ended);
            }
            for (int earlier : lastOnes) {
                Kind kind = attempts.get(earlier).client().equals(begun.client()) ? Kind.SESSION : Kind.REALTIME;
                graph.add(new Edge(earlier, later, kind, "acknowledged before the next one began"));
            }
            if (acknowledged.test(begun)) {
                running.add(later);
            }
        }
    }
}
