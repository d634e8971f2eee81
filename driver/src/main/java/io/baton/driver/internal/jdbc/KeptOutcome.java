/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a statement of MySQL tells of its execution until the next one, kept for the case that its session ends with the COMMIT of
 * the execution: the application may ask afterwards.
 *
 * @param count of rows that were changed; -1 when there are rows instead
 * @param keys those that were generated; null when nobody may ask for them
 */
record KeptOutcome(long count, @Nullable List<String> keys) {

    private static final String LABEL = "GENERATED_KEY"; // As the vendor's driver names the column.

    static KeptOutcome of(Statement vendors) throws SQLException {
        return new KeptOutcome(vendors.getLargeUpdateCount(), keys(vendors));
    }

    private static @Nullable List<String> keys(Statement vendors) {
        List<String> keys = new ArrayList<>(1);
        try (ResultSet generated = vendors.getGeneratedKeys()) {
            while (generated.next()) {
                keys.add(generated.getString(1));
            }
            return keys;
        } catch (SQLException e) {
            return null; // They were not asked for when the statement was made.
        }
    }

    /** The fresh statement as if it had been executed with that outcome. */
    @SuppressWarnings("unchecked") // It implements the interface that the other one has.
    <S extends Statement> S on(S fresh) {
        Class<?> type = fresh instanceof CallableStatement
                ? CallableStatement.class
                : fresh instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
        return (S) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Told(this, fresh));
    }

    private ResultSet select(Connection connection, List<String> generated) throws SQLException {
        Statement statement = connection.createStatement();
        statement.closeOnCompletion();
        String rows = generated.stream()
                .map(key -> "SELECT CAST(" + key + " AS UNSIGNED) AS " + LABEL)
                .collect(Collectors.joining(" UNION ALL "));
        return statement.executeQuery(rows.isEmpty() ? "SELECT 0 AS " + LABEL + " LIMIT 0" : rows);
    }

    /** Tells the outcome until the statement is executed again. */
    private static final class Told implements InvocationHandler {

        private @Nullable KeptOutcome outcome;
        private final Statement fresh;

        Told(KeptOutcome outcome, Statement fresh) {
            this.outcome = outcome;
            this.fresh = fresh;
        }

        @Override
        public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
            KeptOutcome told = outcome;
            String name = method.getName();
            if (told != null && name.equals("getUpdateCount")) {
                return (int) told.count;
            }
            if (told != null && name.equals("getLargeUpdateCount")) {
                return told.count;
            }
            if (told != null && name.equals("getGeneratedKeys") && told.keys != null) {
                return told.select(fresh.getConnection(), told.keys);
            }
            if (name.startsWith("execute") || name.equals("getMoreResults")) {
                outcome = null;
            }
            try {
                return method.invoke(fresh, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
