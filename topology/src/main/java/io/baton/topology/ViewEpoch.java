/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/**
 * The epoch of a group that agrees on its members: MySQL Group Replication's {@code VIEW_ID}, Galera's
 * {@code wsrep_cluster_conf_id}. A member that was expelled stays on an older view. Only a view with quorum counts, which
 * the member's {@link Claim} tells.
 *
 * @param group the name of the replication group and the fixed part of its views, or Galera's state UUID; another one after
 *     the group was bootstrapped anew
 * @param number raised with every view
 */
public record ViewEpoch(String group, long number) implements Epoch {

    @Override
    public Order against(Epoch other) {
        if (!(other instanceof ViewEpoch that) || !group.equals(that.group)) {
            return Order.INCOMPARABLE;
        }
        if (number == that.number) {
            return Order.EQUAL;
        }
        return number < that.number ? Order.BELOW : Order.ABOVE;
    }

    @Override
    public Growth growth() {
        return Growth.BY_MEMBERSHIP;
    }

    @Override
    public String toString() {
        return "view " + number;
    }
}
