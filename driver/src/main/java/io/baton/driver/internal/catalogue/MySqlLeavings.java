/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import io.baton.driver.internal.catalogue.MySqlRunner.Kind;
import io.baton.driver.internal.sql.MySqlNames;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Asks a server of MySQL or MariaDB which routines, triggers and views may leave something in a session, which tables keep what was rolled
 * back, and what leads to them. A body that the role may not read may do anything; triggers that it may not see are not seen.
 */
final class MySqlLeavings {

    private static final String OWN = " NOT IN ('information_schema', 'performance_schema', 'mysql', 'sys')";

    /** The session may have been told to cut results off, which this overrides. */
    private static final String ALL = " LIMIT 1000000000";

    /** In that mode a procedure is called by its name alone. */
    private static final String READABLE = " AND SQL_MODE NOT LIKE '%ORACLE%'";

    private static final String PARAMETERS = "SELECT SPECIFIC_SCHEMA, SPECIFIC_NAME, PARAMETER_NAME"
            + " FROM information_schema.PARAMETERS WHERE PARAMETER_NAME IS NOT NULL AND SPECIFIC_SCHEMA" + OWN + ALL;

    /** The functions of the schema sys only read. */
    private static final String ROUTINES =
            "SELECT ROUTINE_SCHEMA, ROUTINE_NAME, CASE WHEN ROUTINE_BODY = 'SQL'" + READABLE
                    + " THEN ROUTINE_DEFINITION END, ROUTINE_TYPE LIKE 'PACKAGE%' FROM information_schema.ROUTINES"
                    + " WHERE ROUTINE_SCHEMA" + OWN + " OR ROUTINE_TYPE = 'PROCEDURE'" + ALL;

    private static final String TRIGGERS = "SELECT EVENT_OBJECT_TABLE, CASE WHEN 1 = 1" + READABLE
            + " THEN ACTION_STATEMENT END FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA" + OWN + ALL;

    private static final String VIEWS =
            "SELECT TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA" + OWN + ALL;

    /** Engines that have been judged undo everything at a rollback. */
    private static final String KEEPING_TABLES = "SELECT TABLE_NAME, ENGINE FROM information_schema.TABLES"
            + " WHERE TABLE_TYPE NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE', 'TEMPORARY')"
            + " AND COALESCE(ENGINE, '') NOT IN ('InnoDB', 'ROCKSDB', 'ndbcluster') AND TABLE_SCHEMA" + OWN + ALL;

    private MySqlLeavings() {}

    static Leavings ask(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            List<MySqlRunner> runners = runners(statement);
            Set<String> seen = runners.stream()
                    .filter(runner -> runner.kind() == Kind.ROUTINE)
                    .map(MySqlRunner::called)
                    .collect(Collectors.toSet());
            Predicate<MySqlRunner> unreadable = runner -> !runner.isReadable(seen);
            return new Leavings(
                    leading(runners, unreadable.or(runner -> !runner.body().leavesNothing()), new LinkedHashMap<>()),
                    leading(runners, runner -> runner.body().reachesOutside(), new LinkedHashMap<>()),
                    leading(runners, unreadable, keepingTables(statement)));
        }
    }

    private static Map<String, String> keepingTables(Statement statement) throws SQLException {
        Map<String, String> tables = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery(KEEPING_TABLES)) {
            while (row.next()) {
                tables.put(
                        MySqlNames.written(row.getString(1)),
                        "table " + row.getString(1) + " of the engine " + row.getString(2));
            }
        }
        return tables;
    }

    private static List<MySqlRunner> runners(Statement statement) throws SQLException {
        List<MySqlRunner> runners = new ArrayList<>();
        Map<String, Set<String>> parameters = parameters(statement);
        try (ResultSet row = statement.executeQuery(ROUTINES)) {
            while (row.next()) {
                String name = row.getString(2);
                Set<String> its = parameters.getOrDefault(row.getString(1) + '.' + name, Set.of());
                runners.add(
                        MySqlRunner.of(row.getBoolean(4) ? Kind.PACKAGE : Kind.ROUTINE, name, row.getString(3), its));
            }
        }
        try (ResultSet row = statement.executeQuery(TRIGGERS)) {
            while (row.next()) {
                runners.add(MySqlRunner.of(Kind.TRIGGER, row.getString(1), row.getString(2), Set.of()));
            }
        }
        try (ResultSet row = statement.executeQuery(VIEWS)) {
            while (row.next()) {
                runners.add(MySqlRunner.of(Kind.VIEW, row.getString(1), row.getString(2), Set.of()));
            }
        }
        return runners;
    }

    private static Map<String, Set<String>> parameters(Statement statement) throws SQLException {
        Map<String, Set<String>> parameters = new HashMap<>();
        try (ResultSet row = statement.executeQuery(PARAMETERS)) {
            while (row.next()) {
                parameters
                        .computeIfAbsent(row.getString(1) + '.' + row.getString(2), none -> new HashSet<>())
                        .add(row.getString(3).toLowerCase(Locale.ROOT));
            }
        }
        return parameters;
    }

    /** Every name by which a text comes to one of those that are harmful by themselves, or to what is known already. */
    private static Map<String, String> leading(
            List<MySqlRunner> runners, Predicate<MySqlRunner> harmful, Map<String, String> known) {
        List<MySqlRunner> others = new ArrayList<>(runners);
        runners.stream().filter(harmful).forEach(runner -> {
            runner.names().forEach(name -> known.putIfAbsent(name, runner.description()));
            others.remove(runner);
        });
        boolean more = true;
        while (more) {
            int before = known.size();
            for (MySqlRunner runner : others) {
                runner.leadingTo(known.keySet()).forEach(name -> known.putIfAbsent(name, runner.description()));
            }
            more = known.size() > before;
        }
        return known;
    }
}
