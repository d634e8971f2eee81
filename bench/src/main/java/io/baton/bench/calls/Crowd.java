/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.calls;

import io.baton.bench.stub.StubSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Makes the JVM see all wrappers, over several vendors' classes if wanted, before one of them is measured. Else the compiler
 * would find that there is one class behind each interface and would inline what no real application gets inlined.
 */
final class Crowd {

    private static final int ROUNDS = 3_000;
    private static final int SELDOM = 100;

    private Crowd() {}

    static void pass(int vendors) throws SQLException {
        for (Contender contender : Contender.values()) {
            for (int kind = 0; kind < vendors; kind++) {
                try (Source source = contender.open(kind)) {
                    useAll(source);
                }
            }
        }
    }

    private static void useAll(Source source) throws SQLException {
        try (Connection connection = source.connect();
                PreparedStatement one = connection.prepareStatement(StubSql.ONE_ROW);
                PreparedStatement many = connection.prepareStatement(StubSql.MANY_ROWS)) {
            for (int i = 0; i < ROUNDS; i++) {
                Operations.execute(one).close();
                if (i % SELDOM == 0) {
                    Operations.rows(many);
                    Operations.borrow(source);
                }
            }
        }
        try (Connection connection = source.connect()) {
            for (int i = 0; i < ROUNDS; i++) {
                Operations.cycle(connection);
            }
            connection.setAutoCommit(false);
            for (int i = 0; i < ROUNDS; i++) {
                Operations.transaction(connection);
            }
            connection.setAutoCommit(true);
        }
    }
}
