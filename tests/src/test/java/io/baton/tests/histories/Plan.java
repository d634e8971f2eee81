/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What a client is about to do.
 *
 * @param autoCommit whether each statement is a transaction of its own; there is but one deed then, of one statement
 * @param bound whether values are bound or stand in the text
 */
record Plan(Level level, boolean autoCommit, boolean bound, List<Deed> deeds) {

    private static final int MOST_DEEDS = 5;

    static Plan any(RandomGenerator random, Level level, boolean alwaysText, Numbers numbers) {
        boolean bound = !alwaysText && random.nextBoolean();
        int kind = random.nextInt(100);
        if (kind < 15) {
            int list = numbers.anyList(random);
            Deed deed = random.nextInt(3) == 0 ? Deed.read(list, false) : Deed.append(list, numbers);
            return new Plan(level, true, bound, List.of(deed));
        }
        if (kind < 60) {
            return new Plan(level, false, bound, onLists(random, numbers));
        }
        if (kind < 75) {
            Deed swap = Deed.swap(1 + random.nextInt(Tables.REGISTERS), numbers, random.nextBoolean());
            Deed more = Deed.append(numbers.anyList(random), numbers);
            return new Plan(level, false, bound, random.nextBoolean() ? List.of(swap) : List.of(more, swap));
        }
        return kind < 90
                ? new Plan(level, false, bound, List.of(Deed.move(random, numbers)))
                : reading(random, level, numbers);
    }

    /** Of a client that only reads. */
    static Plan reading(RandomGenerator random, Level level, Numbers numbers) {
        return new Plan(
                level,
                false,
                random.nextBoolean(),
                List.of(
                        Deed.read(numbers.anyList(random), false),
                        Deed.total(),
                        Deed.read(numbers.anyList(random), false)));
    }

    /**
     * Lists are written in the order of their names, so that few wait in a circle. Only who writes locks what he reads: on InnoDB
     * that shows what lies behind the snapshot.
     */
    private static List<Deed> onLists(RandomGenerator random, Numbers numbers) {
        int most = 1 + random.nextInt(MOST_DEEDS);
        TreeMap<Integer, Integer> appends = new TreeMap<>();
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            int list = numbers.anyList(random);
            if (random.nextBoolean()) {
                appends.merge(list, 1, Integer::sum);
            } else {
                seen.add(list);
            }
        }
        boolean locks = !appends.isEmpty() && random.nextInt(10) == 0;
        List<Deed> reads = seen.stream().map(list -> Deed.read(list, locks)).toList();
        Stream<Deed> writes = appends.entrySet().stream()
                .flatMap(entry -> Stream.generate(() -> Deed.append(entry.getKey(), numbers))
                        .limit(entry.getValue()));
        int before = random.nextInt(reads.size() + 1);
        return Stream.of(reads.subList(0, before).stream(), writes, reads.subList(before, reads.size()).stream())
                .flatMap(deeds -> deeds)
                .toList();
    }
}
