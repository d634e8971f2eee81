/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A driver that connects again and repeats the call when its session is lost, whatever the call was: it has to be convicted. */
public final class Blind {

    private final String url;
    private Connection vendors;

    private Blind(String url) throws SQLException {
        this.url = url;
        this.vendors = DriverManager.getConnection(url);
    }

    /**
     * Connects with the vendor's driver.
     *
     * @param url of Baton
     */
    public static Connection connect(String url) throws SQLException {
        Blind blind = new Blind(url.replace("jdbc:baton:", "jdbc:").replaceAll("&baton\\.[^&]*", ""));
        return (Connection) Proxy.newProxyInstance(
                Blind.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> blind.onConnection(method, arguments));
    }

    private Object onConnection(Method method, Object[] arguments) throws Throwable {
        Object result;
        try {
            result = call(vendors, method, arguments);
        } catch (SQLException e) {
            reconnect(e);
            result = call(vendors, method, arguments);
        }
        return result instanceof Statement statement ? new Repeating(method, arguments, statement).proxy() : result;
    }

    private void reconnect(SQLException e) throws SQLException {
        String state = String.valueOf(e.getSQLState());
        if (!state.startsWith("08") && !state.startsWith("57P")) {
            throw e;
        }
        boolean autoCommit = vendors.getAutoCommit();
        vendors = DriverManager.getConnection(url);
        vendors.setAutoCommit(autoCommit);
    }

    private static Object call(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A statement that is made again with its parameters. */
    private final class Repeating {

        private final Method creation;
        private final Object[] arguments;
        private final List<Method> setters = new ArrayList<>();
        private final List<Object[]> values = new ArrayList<>();
        private Statement now;

        Repeating(Method creation, Object[] arguments, Statement now) {
            this.creation = creation;
            this.arguments = arguments;
            this.now = now;
        }

        Object proxy() {
            Class<?> type = now instanceof CallableStatement
                    ? CallableStatement.class
                    : now instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
            return Proxy.newProxyInstance(
                    Blind.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> on(method, given));
        }

        private Object on(Method method, Object[] given) throws Throwable {
            if (method.getName().startsWith("set") || method.getName().equals("addBatch")) {
                setters.add(method);
                values.add(given);
            }
            try {
                return call(now, method, given);
            } catch (SQLException e) {
                reconnect(e);
                now = (Statement) call(vendors, creation, arguments);
                for (int i = 0; i < setters.size(); i++) {
                    call(now, setters.get(i), values.get(i));
                }
                return call(now, method, given);
            }
        }
    }
}
