/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import javax.sql.DataSource;

/** The transaction of pgbench, which is like that of TPC-B, and its read. */
final class PgbenchWork implements Workload {

    private static final int ACCOUNTS = 1000;
    private static final int TRANSACTIONS = 400;

    @Override
    public void prepare(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE pgbench_branches(bid int PRIMARY KEY, bbalance int, filler char(88))");
            statement.execute(
                    "CREATE TABLE pgbench_tellers(tid int PRIMARY KEY, bid int, tbalance int, filler char(84))");
            statement.execute(
                    "CREATE TABLE pgbench_accounts(aid int PRIMARY KEY, bid int, abalance int, filler char(84))");
            statement.execute(
                    "CREATE TABLE pgbench_history(tid int, bid int, aid int, delta int, mtime timestamp, filler char(22))");
            statement.execute("INSERT INTO pgbench_branches SELECT 1, 0, ''");
            statement.execute("INSERT INTO pgbench_tellers SELECT i, 1, 0, '' FROM generate_series(1, 10) i");
            statement.execute(
                    "INSERT INTO pgbench_accounts SELECT i, 1, 0, '' FROM generate_series(1, " + ACCOUNTS + ") i");
        }
    }

    @Override
    public void run(DataSource database, Steps steps) throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < TRANSACTIONS; i++) {
            int account = 1 + random.nextInt(ACCOUNTS);
            int teller = 1 + random.nextInt(10);
            int delta = random.nextInt(10_000) - 5000;
            steps.run(() -> transaction(database, account, teller, delta));
        }
    }

    private static Object transaction(DataSource database, int account, int teller, int delta) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            update(connection, "UPDATE pgbench_accounts SET abalance = abalance + ? WHERE aid = ?", delta, account);
            int balance = balance(connection, account);
            update(connection, "UPDATE pgbench_tellers SET tbalance = tbalance + ? WHERE tid = ?", delta, teller);
            update(connection, "UPDATE pgbench_branches SET bbalance = bbalance + ? WHERE bid = ?", delta, 1);
            update(
                    connection,
                    "INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES (?, 1, ?, ?, CURRENT_TIMESTAMP)",
                    teller,
                    account,
                    delta);
            connection.commit();
            return balance;
        }
    }

    private static void update(Connection connection, String sql, int... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setInt(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static int balance(Connection connection, int account) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT abalance FROM pgbench_accounts WHERE aid = ?")) {
            statement.setInt(1, account);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }
}
