/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** pgjdbc: it looks at objects while they are bound, but at streams of a given length and at writers. */
final class PostgresValues extends BoundValues {

    static final PostgresValues INSTANCE = new PostgresValues();

    /** Their texts are made of their entries alone. */
    private static final Set<Class<?>> MAPS = Set.of(HashMap.class, LinkedHashMap.class, TreeMap.class);

    private PostgresValues() {}

    /** Nobody else has the copy. */
    @Override
    Object copied(Object value, Object copy, BiPredicate<Object, Object> same) {
        return copy;
    }

    @Override
    Object vendors(Object value) {
        return value instanceof Map<?, ?> map && MAPS.contains(value.getClass())
                ? ofMap(map)
                : PgjdbcObjects.capture(value);
    }

    /** As it is iterated over. */
    private static Object ofMap(Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!isImmutable(entry.getKey()) || !isImmutable(entry.getValue())) {
                return new Unjudged(map);
            }
        }
        return new LinkedHashMap<>(map);
    }

    private static boolean isImmutable(Object part) {
        return part == null || Kind.of(part) == Kind.IMMUTABLE;
    }
}
