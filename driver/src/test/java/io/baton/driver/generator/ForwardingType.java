/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * One generated class.
 *
 * @param jdbc the interface it forwards
 * @param parent the interface that its superclass forwards, in the statement family
 * @param rows the rules for what {@code jdbc} adds to {@code parent}
 */
record ForwardingType(Class<?> jdbc, @Nullable Class<?> parent, List<RuleRow> rows) {
    static final String PACKAGE = "io.baton.driver.internal.jdbc";

    static final List<ForwardingType> ALL = List.of(
            of(Statement.class, null),
            of(PreparedStatement.class, Statement.class),
            of(CallableStatement.class, PreparedStatement.class),
            of(Connection.class, null),
            of(ResultSet.class, null),
            of(DatabaseMetaData.class, null),
            of(ResultSetMetaData.class, null),
            of(ParameterMetaData.class, null),
            of(Blob.class, null),
            of(Clob.class, null));

    /** What lives and dies with the lease that it came from: nothing of it is made anew on another node. */
    private static final Set<Class<?>> BOUND_TO_LEASE =
            Set.of(ResultSet.class, ResultSetMetaData.class, ParameterMetaData.class, Blob.class, Clob.class);

    private static ForwardingType of(Class<?> jdbc, @Nullable Class<?> parent) {
        return new ForwardingType(jdbc, parent, RuleTable.rowsOf(jdbc));
    }

    SortedSet<JdbcMethod> methods() {
        return JdbcMethod.of(jdbc, parent);
    }

    SortedMap<JdbcMethod, RuleRow> decisions() {
        return RuleMatcher.match(jdbc.getSimpleName(), methods(), rows);
    }

    /** The constants under which a statement remembers its attributes, in their order; parameters need none. */
    List<String> attributes() {
        return jdbc != Statement.class
                ? List.of()
                : rows.stream()
                        .filter(row -> row.rule() == Rule.CONFIGURE)
                        .map(RuleRow::attribute)
                        .toList();
    }

    String className() {
        return "Forwarding" + jdbc.getSimpleName();
    }

    /** The type of the vendor's object: a type parameter where leaves of several interfaces share the class. */
    String delegate() {
        return isStatement() ? "S" : jdbc.getSimpleName();
    }

    String declaration() {
        String name = jdbc.getSimpleName();
        if (keepsDelegate()) {
            return "abstract class %s extends LeaseBound<%s> implements %s".formatted(className(), name, name);
        }
        if (!isStatement()) {
            return "abstract class %s extends %sCalls implements %s".formatted(className(), name, name);
        }
        String superclass = parent == null ? "StatementCalls" : "Forwarding" + parent.getSimpleName();
        return "abstract class %s<S extends %s> extends %s<S>\n        implements %s"
                .formatted(className(), name, superclass, name);
    }

    /** What the hand-written superclass wants to be made of, and the types to import for it. */
    Constructor constructor() {
        if (isStatement()) {
            return new Constructor(
                    "FailoverConnection p0, KnownText p1, Creation<S> p2, S p3, Lease p4",
                    "p0, p1, p2, p3, p4",
                    List.of("io.baton.driver.internal.cluster.Lease", "io.baton.driver.internal.sql.KnownText"));
        }
        if (jdbc == Connection.class) {
            return new Constructor(
                    "LogicalSession p0", "p0", List.of("io.baton.driver.internal.session.LogicalSession"));
        }
        if (jdbc == DatabaseMetaData.class) {
            return new Constructor("FailoverConnection p0", "p0", List.of());
        }
        String parameters = "FailoverConnection p0, " + jdbc.getSimpleName() + " p1, Lease p2";
        List<String> imports = List.of("io.baton.driver.internal.cluster.Lease");
        return new Constructor(parameters, keepsDelegate() ? "p0, p2" : "p0, p1, p2", imports);
    }

    /** Whether the vendor's object is a field of the class. */
    boolean keepsDelegate() {
        return BOUND_TO_LEASE.contains(jdbc);
    }

    /** A constructor that passes on what the superclass wants. */
    record Constructor(String parameters, String arguments, List<String> imports) {

        /** @param rest what else it does */
        String source(String className, String rest) {
            return className + "(" + parameters + ") {\n    super(" + arguments + ");\n" + rest + "}\n";
        }
    }

    private boolean isStatement() {
        return Statement.class.isAssignableFrom(jdbc);
    }
}
