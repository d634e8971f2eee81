/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** An application thread that counts rows on read-only connections, which Baton takes to a standby. */
final class Reader implements Runnable {

    private final int id;
    private final int writers;
    private final DataSource pool;
    private final Load load;

    Reader(int id, int writers, DataSource pool, Load load) {
        this.id = id;
        this.writers = writers;
        this.pool = pool;
        this.load = load;
    }

    @Override
    public void run() {
        try {
            long last = load.now();
            for (int turn = id; load.goesOn(); turn++) {
                if (read(1 + turn % writers)) {
                    long now = load.now();
                    load.ledger().readGap(now - last);
                    last = now;
                }
                load.pauseAfterRead();
            }
        } catch (RuntimeException e) {
            load.ledger().died("reader " + id, e);
        }
    }

    private boolean read(int writer) {
        try (Connection connection = pool.getConnection()) {
            connection.setReadOnly(true);
            try (PreparedStatement query = connection.prepareStatement(Schema.COUNT_ROWS)) {
                query.setInt(1, writer);
                try (ResultSet result = query.executeQuery()) {
                    result.next();
                    load.ledger().hasRead();
                    return true;
                }
            }
        } catch (SQLException e) {
            load.ledger().readFailed(Writer.stateOf(e));
            return false;
        }
    }
}
