/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * An application thread that writes rows 1, 2, 3 and so on, each in a transaction of its own together with a counter. It
 * goes on to the next row when it knows that the last one is there, and does about errors what is right with every driver:
 * 40001 means roll back and repeat, any other failure of a commit means look before repeating.
 */
final class Writer implements Runnable {

    /** Nothing took effect, and the connection is good. */
    private static final String ROLLED_BACK = "40001";

    private final int id;
    private final DataSource pool;
    private final Load load;
    private boolean back;

    Writer(int id, DataSource pool, Load load) {
        this.id = id;
        this.pool = pool;
        this.load = load;
    }

    @Override
    public void run() {
        try {
            for (long seq = 1; load.goesOn(); seq++) {
                write(seq);
                load.pauseAfterWrite();
            }
        } catch (RuntimeException e) {
            load.ledger().died("writer " + id, e);
        }
    }

    /** Until the row is known to be there. */
    private void write(long seq) {
        Row row = new Row(seq);
        while (!row.isDone() && load.goesOn()) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                if (row.isInDoubt()) {
                    row.look(connection);
                }
                while (!row.isDone() && load.goesOn()) {
                    row.attempt(connection);
                }
            } catch (SQLException e) {
                load.ledger().writeFailed(stateOf(e));
                load.pauseAfterWrite();
            }
        }
    }

    static String stateOf(SQLException e) {
        return Objects.requireNonNullElse(e.getSQLState(), "none");
    }

    /** One row on its way into the database. */
    private final class Row {
        private final long seq;
        private int number;
        /** The try of which nobody knows whether it took effect. */
        private @Nullable Attempt inDoubt;

        private boolean done;

        Row(long seq) {
            this.seq = seq;
        }

        boolean isDone() {
            return done;
        }

        boolean isInDoubt() {
            return inDoubt != null;
        }

        /** Returns normally when it is done and when it is to be repeated on the same connection. */
        void attempt(Connection connection) throws SQLException {
            number++;
            long commitCalled = DrillClock.NEVER;
            long acknowledged = DrillClock.NEVER;
            boolean unknown = false;
            try {
                insert(connection);
                count(connection);
                commitCalled = load.now();
                connection.commit();
                acknowledged = load.now();
                done = true;
            } catch (SQLException e) {
                if (!ROLLED_BACK.equals(e.getSQLState())) {
                    unknown = commitCalled != DrillClock.NEVER;
                    throw e;
                }
                load.ledger().writeFailed(ROLLED_BACK);
                connection.rollback();
            } finally {
                Attempt attempt = new Attempt(id, seq, number, commitCalled, acknowledged);
                if (unknown) {
                    inDoubt = attempt;
                } else {
                    settle(attempt);
                }
            }
        }

        private void settle(Attempt attempt) {
            inDoubt = null;
            load.ledger().add(attempt);
            if (attempt.isAcknowledged() && !back && load.isPromotionOrdered()) {
                back = true;
                load.writerBack(id);
            }
        }

        private void insert(Connection connection) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(Schema.INSERT_ROW)) {
                insert.setInt(1, id);
                insert.setLong(2, seq);
                insert.setInt(3, number);
                insert.executeUpdate();
            }
        }

        private void count(Connection connection) throws SQLException {
            try (PreparedStatement count = connection.prepareStatement(Schema.RAISE_COUNTER)) {
                count.setInt(1, id);
                count.executeUpdate();
            }
        }

        /** Whether the row is there. The lock waits for a commit that may still be under way on that very node. */
        void look(Connection connection) throws SQLException {
            boolean present = ask(connection, Schema.LOCK_COUNTER, false) && ask(connection, Schema.FIND_ROW, true);
            connection.rollback();
            Attempt attempt = Objects.requireNonNull(inDoubt);
            long known = present ? load.now() : DrillClock.NEVER;
            load.ledger().unknownResolved(present);
            done = present;
            settle(new Attempt(id, seq, attempt.number(), attempt.commitCalled(), known));
        }

        private boolean ask(Connection connection, String sql, boolean withRow) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setInt(1, id);
                if (withRow) {
                    query.setLong(2, seq);
                }
                try (ResultSet result = query.executeQuery()) {
                    return result.next();
                }
            }
        }
    }
}
