/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A program that goes on writing, on one connection as long as it lasts, and says to which server it wrote, until it is told to
 * end. Run in a JVM of its own, whose names lead to where the test wants.
 */
final class NamedApplication {

    private NamedApplication() {}

    public static void main(String[] args) throws Exception {
        while (System.in.available() == 0) {
            try (Connection connection = DriverManager.getConnection(args[0]);
                    Statement statement = connection.createStatement()) {
                while (System.in.available() == 0) {
                    write(statement);
                    Thread.sleep(20);
                }
            } catch (SQLException e) {
                System.out.println("error " + e.getSQLState() + " " + e.getMessage());
            }
        }
    }

    private static void write(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("INSERT INTO entry VALUES (1) RETURNING inet_server_port()")) {
            row.next();
            System.out.println("wrote on " + row.getInt(1));
        }
    }
}
