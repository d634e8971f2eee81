/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
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

    /** Object stands for all of them: a cursor that a function returned is read by {@code getObject}. */
    private static final Set<Class<?>> BOUND = Set.of(
            ResultSet.class,
            ResultSetMetaData.class,
            ParameterMetaData.class,
            Blob.class,
            Clob.class,
            NClob.class,
            Object.class);

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

    /** As source names it; {@code T} where the caller names the type. */
    String resultType() {
        Type result = method.getGenericReturnType();
        return result instanceof Class<?> type ? type.getSimpleName() : result.getTypeName();
    }

    /** Whether it returns an object that leads back to its statement or connection, or that fails with them. */
    boolean returnsBound() {
        return BOUND.contains(method.getReturnType());
    }

    boolean returnsStatement() {
        return STATEMENTS.contains(method.getReturnType());
    }

    /** Whether the vendor's own object must not reach the application. */
    boolean returnsWrapped() {
        Class<?> result = method.getReturnType();
        return returnsBound()
                || returnsStatement()
                || result == Connection.class
                || result == Savepoint.class
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
