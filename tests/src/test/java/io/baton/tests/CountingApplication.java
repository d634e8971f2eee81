/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A program that writes 1, 2, 3 and so on, each in a transaction, and says which number was committed on which server, until it is
 * told to end. Run in a JVM of its own, whose names lead to where the test wants.
 */
public final class CountingApplication {

    private CountingApplication() {}

    /** Writes to the first argument, a URL; the second one is a query that tells servers apart. */
    public static void main(String[] args) throws Exception {
        long began = System.nanoTime();
        int number = 0;
        while (System.in.available() == 0) {
            try (Connection connection = DriverManager.getConnection(args[0]);
                    Statement statement = connection.createStatement()) {
                System.out.printf("connected after %d ms%n", (System.nanoTime() - began) / 1_000_000);
                connection.setAutoCommit(false);
                while (System.in.available() == 0) {
                    number++;
                    statement.executeUpdate("INSERT INTO entry (id) VALUES (" + number + ")");
                    String server = server(statement, args[1]);
                    connection.commit();
                    System.out.println("wrote " + number + " on " + server);
                    Thread.sleep(10);
                }
            } catch (SQLException e) {
                System.out.println("error " + e.getSQLState() + " " + e.getMessage());
            }
        }
    }

    private static String server(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
