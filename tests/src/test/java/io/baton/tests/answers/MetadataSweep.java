/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All methods of {@link DatabaseMetaData}, whose answers are the vendor's while a session is lost, and while there is no server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class MetadataSweep {

    /** Leads to the vendor's objects, or tells of the address. */
    private static final Set<String> APART = Set.of("getConnection", "getURL", "unwrap", "isWrapperFor");

    /** What is not the same in every session. */
    private static final Set<String> OF_SESSION =
            Set.of("isReadOnly", "getUserName", "getIdentifierQuoteString", "getDefaultTransactionIsolation");

    /** All is some 175 methods, in each mode. */
    private static final int EVERY_NTH = Integer.getInteger("baton.answers.everyNth", 5);

    /** More than nothing, and far less than an outage that is waited for. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final String number;
    private Site site;
    private Map<String, String> vendors;

    private final List<String> setUp;

    MetadataSweep(String number, String... setUp) {
        this.number = number;
        this.setUp = List.of(setUp);
    }

    abstract Site start() throws SQLException;

    @BeforeAll
    void ask() throws SQLException {
        site = start();
        site.asAdmin(setUp);
        try (Connection connection = DriverManager.getConnection(site.vendorsUrl(""))) {
            vendors = answers(connection.getMetaData(), true);
        }
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    @Order(1)
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_answer_whenever_a_session_is_lost(boolean autoCommit) throws SQLException {
        List<String> others = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(site.batonsUrl(""))) {
            connection.setAutoCommit(autoCommit);
            DatabaseMetaData metaData = connection.getMetaData();
            List<Method> methods = methods(true);
            for (int i = autoCommit ? 0 : 1; i < methods.size(); i += EVERY_NTH) {
                Method method = methods.get(i);
                String session = Rows.of(connection, number).replaceAll("\\D", "");
                if (!autoCommit) {
                    connection.rollback();
                    Rows.of(connection, "SELECT n FROM plain");
                }
                site.end(Integer.parseInt(session));
                site.awaitEnd(Integer.parseInt(session));
                String answer = answer(metaData, method);
                if (!answer.equals(vendors.get(method.toString()))) {
                    others.add(method.getName() + ": " + answer + " instead of " + vendors.get(method.toString()));
                }
                if (connection.isClosed()) {
                    break;
                }
            }
        }
        assertThat(others).isEmpty();
    }

    /** Health checks of frameworks ask for the name of the product. */
    @Order(2)
    @Test
    void should_wait_for_no_server_with_what_is_constant() throws SQLException {
        try (Connection asked = DriverManager.getConnection(site.batonsUrl("&baton.failoverTimeout=1m"));
                Connection silent = DriverManager.getConnection(site.batonsUrl("&baton.failoverTimeout=1m"));
                Connection alone = DriverManager.getConnection(site.batonsUrl("&baton.failoverTimeout=2m"));
                Connection inTransaction = DriverManager.getConnection(site.batonsUrl("&baton.failoverTimeout=1m"))) {
            answers(asked.getMetaData(), false);
            inTransaction.setAutoCommit(false);
            Rows.of(inTransaction, "SELECT n FROM plain");
            site.kill();
            long before = System.nanoTime();
            for (Connection connection : List.of(asked, silent, inTransaction)) {
                Map<String, String> answers = answersWithoutSession(connection.getMetaData());
                assertThat(scalars(vendors)).containsAllEntriesOf(answers);
            }
            DatabaseMetaData first = alone.getMetaData();
            assertThat(vendors.values())
                    .contains(
                            first.getDatabaseProductName(),
                            first.getDatabaseProductVersion(),
                            first.getDriverName(),
                            String.valueOf(first.getDatabaseMajorVersion()),
                            String.valueOf(first.getDriverMajorVersion()));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(AT_ONCE);
        }
    }

    /** Without what depends on the session of that connection, which nobody knows who has never asked. */
    private static Map<String, String> answersWithoutSession(DatabaseMetaData metaData) {
        Map<String, String> all = new TreeMap<>();
        for (Method method : methods(false)) {
            if (!OF_SESSION.contains(method.getName())) {
                all.put(method.toString(), answer(metaData, method));
            }
        }
        return all;
    }

    private static Map<String, String> scalars(Map<String, String> all) {
        Map<String, String> scalars = new TreeMap<>(all);
        scalars.keySet().retainAll(methods(false).stream().map(Method::toString).toList());
        return scalars;
    }

    private static Map<String, String> answers(DatabaseMetaData metaData, boolean withResults) {
        Map<String, String> all = new TreeMap<>();
        methods(withResults).forEach(method -> all.put(method.toString(), answer(metaData, method)));
        return all;
    }

    private static List<Method> methods(boolean withResults) {
        return Arrays.stream(DatabaseMetaData.class.getMethods())
                .filter(method -> !APART.contains(method.getName()))
                .filter(method -> withResults || method.getReturnType() != ResultSet.class)
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    private static String answer(DatabaseMetaData metaData, Method method) {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(MetadataSweep::any)
                .toArray();
        switch (method.getName()) {
            case "supportsResultSetConcurrency" -> arguments[1] = ResultSet.CONCUR_READ_ONLY;
            case "supportsTransactionIsolationLevel" -> arguments[0] = Connection.TRANSACTION_READ_COMMITTED;
            case "supportsResultSetHoldability" -> arguments[0] = ResultSet.CLOSE_CURSORS_AT_COMMIT;
            default -> {}
        }
        try {
            Object answer = method.invoke(metaData, arguments);
            return answer instanceof ResultSet rows ? text(rows) : String.valueOf(answer);
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof SQLException told
                    ? "told " + told.getSQLState()
                    : String.valueOf(e.getCause());
        } catch (ReflectiveOperationException | SQLException e) {
            return e.toString();
        }
    }

    private static String text(ResultSet rows) throws SQLException {
        try (rows) {
            return Rows.text(rows);
        }
    }

    private static Object any(Class<?> parameter) {
        if (parameter == int.class) {
            return ResultSet.TYPE_FORWARD_ONLY;
        }
        if (parameter == boolean.class) {
            return true;
        }
        return parameter == String.class ? "plain" : null;
    }
}
