/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Where clients get connections from.
 *
 * @param pooled whether they give them back after each transaction
 */
record Source(Opening opening, boolean pooled, AutoCloseable pool) implements AutoCloseable {

    @FunctionalInterface
    interface Opening {
        Connection connection() throws SQLException;
    }

    static Source of(Opening opening) {
        return new Source(opening, false, () -> {});
    }

    @Override
    public void close() throws Exception {
        pool.close();
    }
}
