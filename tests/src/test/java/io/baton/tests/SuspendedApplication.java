/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

/** A program that goes on asking for its server process until it is told to end. Run in a JVM of its own, which is suspended. */
final class SuspendedApplication {

    private SuspendedApplication() {}

    public static void main(String[] args) throws Exception {
        try (Connection connection = DriverManager.getConnection(args[0]);
                Statement statement = connection.createStatement()) {
            while (System.in.available() == 0) {
                try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
                    row.next();
                    System.out.println("backend " + row.getInt(1));
                }
                Thread.sleep(20);
            }
        }
    }
}
