/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import io.baton.driver.internal.sql.CodeBody;
import io.baton.driver.internal.sql.TextNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Asks a server of PostgreSQL which functions may leave something in a session or outside of a transaction, and what leads to them: views,
 * triggers, rules, defaults, checks, policies, operators, types, cascades. A function is harmless when its source can be read and has been
 * found so, or when it is the server's or an extension's and has been judged ({@link JudgedFunctions}).
 */
public final class PostgresLeavings {

    private PostgresLeavings() {}

    /** What it says now: a few milliseconds of the server's time, more where the application has many functions. */
    public static Leavings ask(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            Map<String, String> inSession = new HashMap<>();
            Map<String, String> outside = new HashMap<>();
            Set<Item> leaving = itemsCalling(serverFunctions(statement, inSession, outside), statement);
            List<Routine> routines = routines(statement);
            Dependencies dependencies = new Dependencies(routines);
            if (!routines.isEmpty() || !leaving.isEmpty()) {
                readDependencies(statement, dependencies);
            }
            Set<Item> reaching = new HashSet<>(leaving);
            leaving.addAll(items(routines, Routine::mayLeave));
            reaching.addAll(items(routines, Routine::reachesOutside));
            return new Leavings(
                    dependencies.leadingTo(leaving, inSession), dependencies.leadingTo(reaching, outside), Map.of());
        }
    }

    private static List<Item> items(List<Routine> routines, Predicate<Routine> which) {
        return routines.stream().filter(which).map(Routine::item).toList();
    }

    /** The numbers of those that may leave something, whether a text's reader follows them or not. */
    private static Set<Long> serverFunctions(
            Statement statement, Map<String, String> inSession, Map<String, String> outside) throws SQLException {
        Set<Long> leaving = new HashSet<>();
        try (ResultSet row = statement.executeQuery(PostgresLeavingsSql.SERVER_FUNCTIONS)) {
            while (row.next()) {
                String name = row.getString(2);
                if (JudgedFunctions.isHarmless(name)) {
                    continue;
                }
                leaving.add(row.getLong(1));
                if (!JudgedFunctions.FOLLOWED_IN_TEXTS.contains(name)) {
                    outside.put(name + "(", "function " + name);
                    if (!JudgedFunctions.ONLY_OUTSIDE.contains(name)) {
                        inSession.put(name + "(", "function " + name);
                    }
                }
            }
        }
        return leaving;
    }

    private static List<Routine> routines(Statement statement) throws SQLException {
        List<Routine> routines = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(PostgresLeavingsSql.ROUTINES)) {
            while (row.next()) {
                String name = row.getString(2);
                String source = row.getString(3);
                routines.add(new Routine(
                        new Item(Item.Kind.FUNCTION, row.getLong(1)),
                        name,
                        names(name, row.getBoolean(4)),
                        source == null ? null : CodeBody.of(bodyOf(source))));
            }
        }
        return routines;
    }

    /** Of one whose body is no text the catalogue shows the whole definition. */
    private static String bodyOf(String source) {
        if (!source.startsWith("CREATE OR REPLACE ")) {
            return source;
        }
        int atomic = source.indexOf("BEGIN ATOMIC");
        int body = atomic >= 0 ? atomic : source.indexOf("\nRETURN ");
        return body >= 0 ? source.substring(body) : source;
    }

    /** A function of one row can be called as if it were a column of it. */
    private static Set<String> names(String name, boolean asColumn) {
        String folded = TextNames.folded(name);
        return asColumn ? Set.of(folded + "(", folded) : Set.of(folded + "(");
    }

    private static Set<Item> itemsCalling(Set<Long> functions, Statement statement) throws SQLException {
        Set<Item> items = new HashSet<>();
        try (ResultSet row = statement.executeQuery(PostgresLeavingsSql.leavingTrees(functions))) {
            while (row.next()) {
                items.add(new Item(Item.Kind.of(row.getString(1)), row.getLong(2)));
            }
        }
        return items;
    }

    private static void readDependencies(Statement statement, Dependencies dependencies) throws SQLException {
        try (ResultSet row = statement.executeQuery(PostgresLeavingsSql.DEPENDENCIES)) {
            while (row.next()) {
                dependencies.uses(
                        new Item(Item.Kind.of(row.getString(1)), row.getLong(2)),
                        new Item(Item.Kind.of(row.getString(3)), row.getLong(4)));
            }
        }
        try (ResultSet row = statement.executeQuery(PostgresLeavingsSql.NAMES)) {
            while (row.next()) {
                dependencies.isCalled(new Item(Item.Kind.of(row.getString(1)), row.getLong(2)), row.getString(3));
            }
        }
    }
}
