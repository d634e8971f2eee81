/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/**
 * The epoch of a PostgreSQL server: which cluster it belongs to and on which timeline it is. Every promotion starts a
 * new, higher timeline (PostgreSQL manual, "Timelines").
 *
 * @param systemIdentifier made by initdb and shared by all nodes of one cluster
 * @param timeline starts at 1
 */
public record TimelineEpoch(long systemIdentifier, int timeline) implements Epoch {

    @Override
    public Order against(Epoch other) {
        if (!(other instanceof TimelineEpoch that) || systemIdentifier != that.systemIdentifier) {
            return Order.INCOMPARABLE;
        }
        if (timeline == that.timeline) {
            return Order.EQUAL;
        }
        return timeline < that.timeline ? Order.BELOW : Order.ABOVE;
    }

    @Override
    public Growth growth() {
        return Growth.BY_PROMOTION;
    }

    @Override
    public String toString() {
        return "timeline " + timeline;
    }
}
