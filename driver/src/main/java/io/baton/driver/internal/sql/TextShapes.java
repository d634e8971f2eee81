/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the sets of names that texts have, so that a session can remember with a bit for each which texts it has run. When there are
 * more sets than numbers, several share one, which stands for the names of all of them then. Thread-safe; asked once per distinct
 * text.
 */
final class TextShapes {

    /** A session needs a bit for each. */
    static final int NUMBERS = 2048;

    /** Those above are shared from the beginning. */
    private static final int OF_THEIR_OWN = NUMBERS * 3 / 4;

    /** An application may make up names without end. */
    private static final int MOST_NAMES = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Set<String>, Integer> numbers = new HashMap<>();
    private final Map<String, String> interned = new HashMap<>();

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final @Nullable Set<String>[] names = new Set[NUMBERS];

    int numberOf(Set<String> itsNames) {
        lock.lock();
        try {
            Integer known = numbers.get(itsNames);
            if (known != null) {
                return known;
            }
            Set<String> own = interned(itsNames);
            int next = numbers.size();
            if (next < OF_THEIR_OWN) {
                numbers.put(own, next);
                names[next] = own;
                return next;
            }
            return shared(own);
        } finally {
            lock.unlock();
        }
    }

    private Set<String> interned(Set<String> itsNames) {
        if (interned.size() > MOST_NAMES) {
            return new HashSet<>(Set.of(TextNames.EVERYTHING));
        }
        Set<String> own = new HashSet<>();
        for (String name : itsNames) {
            own.add(interned.computeIfAbsent(name, itself -> itself));
        }
        return own;
    }

    private int shared(Set<String> own) {
        int number = OF_THEIR_OWN + Math.floorMod(own.hashCode(), NUMBERS - OF_THEIR_OWN);
        Set<String> before = names[number];
        if (before != null) {
            own.addAll(before);
        }
        names[number] = own;
        return number;
    }

    /** All names that texts of that number have had; nobody changes the set any more. */
    Set<String> names(int number) {
        lock.lock();
        try {
            Set<String> its = names[number];
            return its == null ? Set.of() : its;
        } finally {
            lock.unlock();
        }
    }
}
