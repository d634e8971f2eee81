/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.examples;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Plain JDBC. The one thing that differs from a program without Baton is the URL.
 *
 * <p>Arguments: the URL, for example {@code jdbc:baton:postgresql://db1,db2,db3/app}, user, password, number of rows.
 * With {@code mysql} or {@code mariadb} in the URL it runs there as well. Kill the primary and promote a standby while it runs: the
 * connection goes on there.
 */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) throws SQLException {
        int rows = Integer.parseInt(args[3]);
        try (Connection connection = DriverManager.getConnection(args[0], args[1], args[2]);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS greeting (id int, words text)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO greeting VALUES (?, ?)")) {
                for (int id = 1; id <= rows; id++) {
                    insert.setInt(1, id);
                    insert.setString(2, "hello from row " + id);
                    insert.executeUpdate();
                }
            }
            try (ResultSet count = statement.executeQuery("SELECT count(*) FROM greeting")) {
                count.next();
                System.out.println(count.getInt(1) + " rows, on "
                        + connection.getMetaData().getURL().replaceFirst("\\?.*", ""));
            }
        }
    }
}
