/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Random;
import javax.sql.DataSource;

/** Orders and payments in the manner of TPC-C: locks by SELECT FOR UPDATE, order lines in a batch, some orders rolled back. */
final class OrdersWork implements Workload {

    private static final int TRANSACTIONS = 300;
    private static final int ITEMS = 200;
    private static final String[] SCHEMA = {
        "CREATE TABLE district(id int PRIMARY KEY, next_order int NOT NULL, ytd numeric(12,2) NOT NULL)",
        "CREATE TABLE customer(id int PRIMARY KEY, balance numeric(12,2) NOT NULL, payments int NOT NULL, data varchar(500))",
        "CREATE TABLE item(id int PRIMARY KEY, name varchar(24), price numeric(5,2))",
        "CREATE TABLE stock(item int PRIMARY KEY, quantity int NOT NULL, ytd int NOT NULL DEFAULT 0)",
        "CREATE TABLE orders(district int, id int, customer int, entered timestamp, carrier int, PRIMARY KEY (district, id))",
        "CREATE TABLE new_order(district int, id int, PRIMARY KEY (district, id))",
        "CREATE TABLE order_line(district int, orders int, number int, item int, quantity int, amount numeric(6,2),"
                + " PRIMARY KEY (district, orders, number))",
        "CREATE TABLE history(customer int, paid timestamp, amount numeric(6,2))",
        "INSERT INTO district SELECT i, 1, 0 FROM generate_series(1, 10) i",
        "INSERT INTO customer SELECT i, 0, 0, '' FROM generate_series(1, 300) i",
        "INSERT INTO item SELECT i, 'item ' || i, i % 100 FROM generate_series(1, " + ITEMS + ") i",
        "INSERT INTO stock SELECT i, 100 FROM generate_series(1, " + ITEMS + ") i"
    };

    private final Random random = new Random(2);

    @Override
    public void prepare(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void run(DataSource database, Steps steps) throws Exception {
        for (int i = 0; i < TRANSACTIONS; i++) {
            int kind = random.nextInt(100);
            steps.run(() -> {
                try (Connection connection = database.getConnection()) {
                    connection.setAutoCommit(false);
                    run(connection, kind);
                    return null;
                }
            });
        }
    }

    private void run(Connection connection, int kind) throws SQLException {
        if (kind < 45) {
            newOrder(connection, kind == 0);
        } else if (kind < 88) {
            payment(connection);
        } else if (kind < 92) {
            status(connection);
        } else if (kind < 96) {
            delivery(connection);
        } else {
            stockLevel(connection);
        }
    }

    private void newOrder(Connection connection, boolean unknownItem) throws SQLException {
        int district = 1 + random.nextInt(10);
        int order = number(connection, "SELECT next_order FROM district WHERE id = ? FOR UPDATE", district);
        update(connection, "UPDATE district SET next_order = ? WHERE id = ?", order + 1, district);
        update(
                connection,
                "INSERT INTO orders VALUES (?, ?, ?, ?, NULL)",
                district,
                order,
                1 + random.nextInt(300),
                Timestamp.valueOf("2026-01-01 00:00:00"));
        update(connection, "INSERT INTO new_order VALUES (?, ?)", district, order);
        if (unknownItem) {
            connection.rollback();
            return;
        }
        try (PreparedStatement lines =
                connection.prepareStatement("INSERT INTO order_line VALUES (?, ?, ?, ?, ?, ?)")) {
            for (int line = 1; line <= 5 + random.nextInt(10); line++) {
                int item = 1 + random.nextInt(ITEMS);
                int price = number(connection, "SELECT price FROM item WHERE id = ?", item);
                int quantity = number(connection, "SELECT quantity FROM stock WHERE item = ? FOR UPDATE", item);
                int left = quantity > 14 ? quantity - 5 : quantity + 86;
                update(connection, "UPDATE stock SET quantity = ?, ytd = ytd + 5 WHERE item = ?", left, item);
                Object[] values = {district, order, line, item, 5, BigDecimal.valueOf(price * 5L)};
                bind(lines, values);
                lines.addBatch();
            }
            lines.executeBatch();
        }
        connection.commit();
    }

    private void payment(Connection connection) throws SQLException {
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(5000), 2);
        int customer = 1 + random.nextInt(300);
        update(connection, "UPDATE district SET ytd = ytd + ? WHERE id = ?", amount, 1 + random.nextInt(10));
        number(connection, "SELECT balance FROM customer WHERE id = ? FOR UPDATE", customer);
        update(
                connection,
                "UPDATE customer SET balance = balance - ?, payments = payments + 1, data = left(? || data, 500) WHERE id = ?",
                amount,
                "paid " + amount + ";",
                customer);
        update(connection, "INSERT INTO history VALUES (?, now(), ?)", customer, amount);
        connection.commit();
    }

    private void status(Connection connection) throws SQLException {
        int customer = 1 + random.nextInt(300);
        number(connection, "SELECT count(*) FROM orders WHERE customer = ?", customer);
        number(connection, "SELECT coalesce(max(id), 0) FROM orders WHERE customer = ?", customer);
        connection.commit();
    }

    private void delivery(Connection connection) throws SQLException {
        for (int district = 1; district <= 10; district++) {
            int order = number(connection, "SELECT coalesce(min(id), 0) FROM new_order WHERE district = ?", district);
            update(connection, "DELETE FROM new_order WHERE district = ? AND id = ?", district, order);
            update(connection, "UPDATE orders SET carrier = 7 WHERE district = ? AND id = ?", district, order);
        }
        connection.commit();
    }

    private void stockLevel(Connection connection) throws SQLException {
        number(
                connection,
                "SELECT count(DISTINCT s.item) FROM order_line l JOIN stock s ON s.item = l.item"
                        + " WHERE l.district = ? AND s.quantity < 20",
                1 + random.nextInt(10));
        connection.commit();
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            statement.executeUpdate();
        }
    }

    private static int number(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
