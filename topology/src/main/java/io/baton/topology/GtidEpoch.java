/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/**
 * The epoch of a MySQL server that replicates without a group: the transactions it has executed. Whoever has all of
 * another's and more is above it; two that both have some of their own went apart.
 */
public record GtidEpoch(GtidSet executed) implements Epoch {

    @Override
    public Order against(Epoch other) {
        if (!(other instanceof GtidEpoch that)) {
            return Order.INCOMPARABLE;
        }
        boolean has = executed.contains(that.executed);
        boolean isIn = that.executed.contains(executed);
        if (has && isIn) {
            return Order.EQUAL;
        }
        if (has) {
            return Order.ABOVE;
        }
        return isIn ? Order.BELOW : Order.INCOMPARABLE;
    }

    @Override
    public Growth growth() {
        return Growth.BY_WRITING;
    }

    @Override
    public String toString() {
        return "transactions " + executed;
    }
}
