/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import static io.baton.tests.compare.Texts.pick;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A call of any method of JDBC with arguments that may be right or wrong, on whatever is in a slot. */
final class AnyCall {

    /** By the slots that such objects are in; more often what applications use more often. */
    private static final List<Map.Entry<String, Class<?>>> TARGETS = List.of(
            Map.entry("c", Connection.class),
            Map.entry("c", Connection.class),
            Map.entry("s", Statement.class),
            Map.entry("s", Statement.class),
            Map.entry("p", PreparedStatement.class),
            Map.entry("p", PreparedStatement.class),
            Map.entry("p", CallableStatement.class),
            Map.entry("r", ResultSet.class),
            Map.entry("r", ResultSet.class),
            Map.entry("r", ResultSet.class),
            Map.entry("m", DatabaseMetaData.class),
            Map.entry("d", ResultSetMetaData.class),
            Map.entry("a", Array.class));

    /** Called by steps of their own. */
    private static final Set<String> ELSEWHERE = Set.of("abort", "close", "unwrap", "isWrapperFor");

    /** Known differences: arrays are the vendor's own, and so are their results' parents; connecting is bounded in the URL. */
    private static final Set<String> DIFFERENT = Set.of("Array.getResultSet", "DatabaseMetaData.getURL");

    private AnyCall() {}

    static Step next(RandomGenerator random) {
        Map.Entry<String, Class<?>> target = pick(TARGETS, random);
        boolean single = target.getKey().equals("c") || target.getKey().equals("m");
        String slot = single ? target.getKey() : target.getKey() + random.nextInt(World.SLOTS);
        Method method = pick(methods(target.getValue()), random);
        List<Argument> arguments = Arguments.of(method, random);
        int result = random.nextInt(World.SLOTS);
        String text = slot + "." + method.getName()
                + arguments.stream().map(Argument::text).collect(Collectors.joining(", ", "(", ")"));
        return new Step(text, world -> call(world, slot, method, arguments, result));
    }

    private static Object call(World world, String slot, Method method, List<Argument> arguments, int result)
            throws Exception {
        Object target = world.get(slot);
        if (!method.getDeclaringClass().isInstance(target)) {
            return "not a " + method.getDeclaringClass().getSimpleName();
        }
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).source().in(world);
        }
        Object value = method.invoke(target, values);
        world.keep(value, result);
        return value;
    }

    /** In an order that does not depend on the JVM. */
    private static List<Method> methods(Class<?> jdbc) {
        return Arrays.stream(jdbc.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && isCompared(jdbc, method.getName()))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private static boolean isCompared(Class<?> jdbc, String name) {
        return !ELSEWHERE.contains(name)
                && !DIFFERENT.contains(name)
                && !DIFFERENT.contains(jdbc.getSimpleName() + "." + name);
    }
}
