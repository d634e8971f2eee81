/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.report;

import io.baton.bench.calls.CallResult;
import io.baton.bench.calls.Contender;
import io.baton.bench.calls.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * What Baton may cost: its share over the driver below.
 *
 * @param limit what was asked for
 */
record Budget(String what, double measured, double limit, String unit) {

    private static final double ROWS = 1_000;
    private static final double COLUMNS = 4 * ROWS;

    boolean isKept() {
        return measured <= limit;
    }

    /** @param results of all operations, for Baton, the raw driver and HikariCP at least */
    static List<Budget> of(List<CallResult> results) {
        Figures figures = new Figures(results);
        List<Budget> budgets = new ArrayList<>();
        double hikari = figures.of(Operation.CYCLE, Contender.HIKARI).bytes();
        double rows = figures.share(Operation.ROWS) - figures.share(Operation.EXECUTE);
        double rowBytes = figures.of(Operation.ROWS, Contender.BATON).bytes()
                - figures.of(Operation.EXECUTE, Contender.BATON).bytes();
        CallResult cycle = figures.of(Operation.CYCLE, Contender.BATON);
        CallResult transaction = figures.of(Operation.TRANSACTION, Contender.BATON);
        budgets.add(new Budget("statement cycle", figures.share(Operation.CYCLE), 30, "ns"));
        budgets.add(new Budget("statement cycle, no more bytes than HikariCP's proxy", cycle.bytes(), hikari, "B"));
        budgets.add(new Budget("execution of a statement", figures.share(Operation.EXECUTE), 15, "ns"));
        budgets.add(new Budget("reading a column of a row", rows / COLUMNS, 0.5, "ns"));
        // Less than a byte a row is what the threads beside this one allocate.
        budgets.add(new Budget("reading a column of a row", rowBytes < ROWS ? 0 : rowBytes / COLUMNS, 0, "B"));
        budgets.add(new Budget("transaction of three statements", figures.share(Operation.TRANSACTION), 400, "ns"));
        budgets.add(new Budget("transaction of three statements", transaction.bytes(), 1024, "B"));
        return budgets;
    }

    private record Figures(List<CallResult> results) {
        CallResult of(Operation operation, Contender contender) {
            return results.stream()
                    .filter(result -> result.operation() == operation && result.contender() == contender)
                    .findFirst()
                    .orElseThrow();
        }

        /** Baton's, of the processor time. */
        double share(Operation operation) {
            return of(operation, Contender.BATON).cpuNs()
                    - of(operation, Contender.RAW).cpuNs();
        }
    }
}
