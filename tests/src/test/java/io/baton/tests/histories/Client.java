/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thread that does one transaction after the other and writes down each with what it was told. It repeats nothing. */
final class Client implements Runnable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** What it looks at between two transactions. */
    enum Order {
        WORK,
        REST,
        STOP
    }

    private final String name;
    private final Source source;
    private final boolean readOnly;
    private final Supplier<Plan> plans;
    private final Supplier<Order> orders;
    private final List<Attempt> record = new ArrayList<>();
    private volatile @Nullable RuntimeException thrown;
    private @Nullable Connection connection;

    Client(String name, Source source, boolean readOnly, Supplier<Plan> plans, Supplier<Order> orders) {
        this.name = name;
        this.source = source;
        this.readOnly = readOnly;
        this.plans = plans;
        this.orders = orders;
    }

    /** To be asked for when the thread has ended. */
    List<Attempt> record() {
        return record;
    }

    /** What no client expects and what has ended this one. */
    @Nullable
    RuntimeException thrown() {
        return thrown;
    }

    @Override
    public void run() {
        try {
            workOnOrder();
        } catch (RuntimeException e) {
            thrown = e;
        }
        giveBack();
    }

    private void workOnOrder() {
        for (Order order = orders.get(); order != Order.STOP; order = orders.get()) {
            if (order == Order.REST) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } else {
                work();
            }
        }
    }

    private void work() {
        Connection used;
        try {
            used = connection();
        } catch (SQLException nobodyThere) {
            LockSupport.parkNanos(PAUSE_NANOS);
            return;
        }
        record.add(once(used, plans.get()));
        if (source.pooled() || isClosed(used)) {
            giveBack();
        }
    }

    private Attempt once(Connection used, Plan plan) {
        List<Op> ops = new ArrayList<>();
        long begin = System.nanoTime();
        Told told = Told.OK;
        try {
            used.setAutoCommit(plan.autoCommit());
            used.setTransactionIsolation(plan.level().number());
            Words words = new Words(used, plan.bound());
            for (Deed deed : plan.deeds()) {
                deed.act(words, ops);
            }
            if (!plan.autoCommit()) {
                used.commit();
            }
        } catch (SQLException e) {
            told = Told.by(e);
            rollBack(used, plan);
        }
        return new Attempt(name, begin, System.nanoTime(), plan.level(), !readOnly, told, ops);
    }

    private static void rollBack(Connection used, Plan plan) {
        try {
            if (!plan.autoCommit() && !used.isClosed()) {
                used.rollback();
            }
        } catch (SQLException gone) {
            // The application was told already what became of the transaction.
        }
    }

    private Connection connection() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = source.opening().connection();
            if (readOnly) {
                current.setReadOnly(true);
            }
            connection = current;
        }
        return current;
    }

    private static boolean isClosed(Connection used) {
        try {
            return used.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private void giveBack() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException gone) {
                // Nothing is left to give back.
            }
        }
    }
}
