/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/**
 * The epoch of a MySQL server that replicates without a group: the transactions it has executed. Whoever has all of
 * another's and more is above it; two that both have some of their own went apart. Gaps do not count: a replica that applies
 * in parallel has them for moments.
 */
public record GtidEpoch(GtidSet executed) implements Epoch {

    private static final int LONGEST_TEXT = 150;

    @Override
    public Order against(Epoch other) {
        if (!(other instanceof GtidEpoch that)) {
            return Order.INCOMPARABLE;
        }
        boolean has = executed.reaches(that.executed);
        boolean isIn = that.executed.reaches(executed);
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

    /** For people: of a cluster with a long past the beginning only. */
    @Override
    public String toString() {
        String text = executed.toString();
        return "transactions " + (text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text);
    }
}
