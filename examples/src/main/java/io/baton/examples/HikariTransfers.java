/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.driver.TransactionLost;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * HikariCP with its default settings over Baton, and the retry that a transaction needs when its node was lost.
 *
 * <p>Arguments: the URL, user, password, number of transfers.
 */
public final class HikariTransfers {

    private static final int ATTEMPTS = 3;

    private HikariTransfers() {}

    public static void main(String[] args) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(args[0]);
        config.setUsername(args[1]);
        config.setPassword(args[2]);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            prepare(pool);
            int transfers = Integer.parseInt(args[3]);
            for (int i = 0; i < transfers; i++) {
                transferOrRetry(pool);
            }
            System.out.println(transfers + " transfers done");
        }
    }

    private static void prepare(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS account (name text PRIMARY KEY, balance int NOT NULL)");
            statement.execute("INSERT INTO account VALUES ('a', 1000), ('b', 1000) ON CONFLICT DO NOTHING");
        }
    }

    /** TransactionLost says for certain that nothing was committed, so the transaction is simply run again. */
    private static void transferOrRetry(HikariDataSource pool) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                transfer(connection);
                return;
            } catch (TransactionLost e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void transfer(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE name = ?")) {
            book(update, -1, "a");
            book(update, 1, "b");
        }
        connection.commit();
    }

    private static void book(PreparedStatement update, int amount, String account) throws SQLException {
        update.setInt(1, amount);
        update.setString(2, account);
        update.executeUpdate();
    }
}
