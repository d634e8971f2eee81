/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;

/** What a client does again and again. */
public enum Workload {
    /** As {@code pgbench -N} does: two rows written and one read in a transaction, without contention. */
    SMALL_TRANSACTIONS("small transactions (update, select, insert, commit)") {
        @Override
        Client client(Connection connection, int number) throws SQLException {
            connection.setAutoCommit(false);
            PreparedStatement update =
                    connection.prepareStatement("UPDATE account SET amount = amount + ? WHERE id = ?");
            PreparedStatement select = connection.prepareStatement("SELECT amount FROM account WHERE id = ?");
            PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO history (account, delta) VALUES (?, ?)");
            SplittableRandom random = new SplittableRandom(number);
            return () -> {
                int account = random.nextInt(ACCOUNTS) + 1;
                update.setInt(1, 1);
                update.setInt(2, account);
                update.executeUpdate();
                select.setInt(1, account);
                long amount = first(select);
                insert.setInt(1, account);
                insert.setInt(2, 1);
                insert.executeUpdate();
                connection.commit();
                return amount;
            };
        }
    },

    ROWS("1000 rows x 4 columns, auto-commit") {
        @Override
        Client client(Connection connection, int number) throws SQLException {
            PreparedStatement select = connection.prepareStatement(
                    "SELECT id, amount, name, kind FROM account WHERE id BETWEEN ? AND ? + 999");
            SplittableRandom random = new SplittableRandom(number);
            return () -> {
                int from = random.nextInt(ACCOUNTS - 1000) + 1;
                select.setInt(1, from);
                select.setInt(2, from);
                return sum(select);
            };
        }
    };

    static final int ACCOUNTS = 20_000;

    private final String label;

    Workload(String label) {
        this.label = label;
    }

    /** Those of Baton that make a difference. */
    List<Setting> settings(Vendor vendor) {
        return this == SMALL_TRANSACTIONS ? vendor.settings() : List.of(Setting.USUAL);
    }

    public String label() {
        return label;
    }

    /** One round of a client's work; returns something of what it read. */
    @FunctionalInterface
    interface Client {
        long once() throws SQLException;
    }

    /** @param number of the client, so that each has its own course */
    abstract Client client(Connection connection, int number) throws SQLException;

    private static long first(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long sum(PreparedStatement select) throws SQLException {
        long sum = 0;
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                sum += rows.getInt(1) + rows.getLong(2) + rows.getString(3).length() + rows.getInt(4);
            }
        }
        return sum;
    }
}
