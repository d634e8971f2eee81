/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.stub;

/** The statements that the stub tells apart. */
public final class StubSql {

    /** Gives one row. */
    public static final String ONE_ROW = "SELECT id, amount, name, kind FROM account WHERE id = ?";

    /** Gives {@link #MANY} rows. */
    public static final String MANY_ROWS = "SELECT id, amount, name, kind FROM account WHERE branch = ?";

    public static final String UPDATE = "UPDATE account SET amount = amount + 1 WHERE id = ?";

    public static final int MANY = 1000;

    private StubSql() {}

    @SuppressWarnings("ReferenceEquality") // a look at the text would be a cost of its own
    static int rowsOf(String sql) {
        return sql == MANY_ROWS ? MANY : 1;
    }
}
