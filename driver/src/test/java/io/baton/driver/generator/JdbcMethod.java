/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One method of a JDBC interface, ordered by name and parameter types: reflection has no order of its own. */
record JdbcMethod(Method method) implements Comparable<JdbcMethod> {
    private static final Comparator<JdbcMethod> ORDER =
            Comparator.comparing(JdbcMethod::name).thenComparing(JdbcMethod::signature);
    private static final Set<Class<?>> STATEMENTS =
            Set.of(Statement.class, PreparedStatement.class, CallableStatement.class);

    /** What a class for {@code jdbc} has to implement, default methods included, beyond what {@code parent} has. */
    static SortedSet<JdbcMethod> of(Class<?> jdbc, @Nullable Class<?> parent) {
        SortedSet<JdbcMethod> methods = all(jdbc);
        if (parent != null) {
            methods.removeAll(all(parent));
        }
        return methods;
    }

    private static SortedSet<JdbcMethod> all(Class<?> jdbc) {
        return Arrays.stream(jdbc.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .map(JdbcMethod::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String name() {
        return method.getName();
    }

    /** {@code setObject(int,Object,int)}, as the rule table writes it. */
    String signature() {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(",", name() + "(", ")"));
    }

    List<Class<?>> parameters() {
        return List.of(method.getParameterTypes());
    }

    /** {@code p0, p1, p2}: the class files of the JDK do not tell the names of parameters. */
    String arguments() {
        return IntStream.range(0, parameters().size()).mapToObj(i -> "p" + i).collect(Collectors.joining(", "));
    }

    /** The SQL text among the arguments. Strings of other interfaces are names of types, savepoints or patterns. */
    String sqlArgument() {
        boolean sql = method.getDeclaringClass() == Statement.class
                && !parameters().isEmpty()
                && parameters().get(0) == String.class;
        return sql ? "p0" : "null";
    }

    boolean isDefault() {
        return method.isDefault();
    }

    boolean isDeprecated() {
        return method.isAnnotationPresent(Deprecated.class);
    }

    boolean returnsVoid() {
        return method.getReturnType() == void.class;
    }

    boolean returnsResultSet() {
        return method.getReturnType() == ResultSet.class;
    }

    boolean returnsStatement() {
        return STATEMENTS.contains(method.getReturnType());
    }

    /** Whether the vendor's own object must not reach the application. */
    boolean returnsWrapped() {
        Class<?> result = method.getReturnType();
        return returnsResultSet()
                || returnsStatement()
                || result == Connection.class
                || result == DatabaseMetaData.class;
    }

    boolean throwsSqlException() {
        return List.of(method.getExceptionTypes()).contains(SQLException.class);
    }

    @Override
    public int compareTo(JdbcMethod other) {
        return ORDER.compare(this, other);
    }

    /** Equal by signature, whichever interface declares the method. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JdbcMethod that && signature().equals(that.signature());
    }

    @Override
    public int hashCode() {
        return signature().hashCode();
    }
}
