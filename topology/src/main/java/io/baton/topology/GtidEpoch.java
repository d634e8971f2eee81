/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/**
 * The epoch of a MySQL server that replicates without a group: the transactions it has executed. Whoever has all of
 * another's and more is above it; two that both have some of their own went apart. Gaps do not count: a replica that applies
 * in parallel has them for moments.
 *
 * @param server by what transactions that were begun on this server are known: its UUID, or MariaDB's number of it
 */
public record GtidEpoch(GtidSet executed, String server) implements Epoch {

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

    /**
     * Whether nobody has seen of third servers what this one, which accepts writes, has not. What a standby made up itself is
     * no history that others share.
     */
    boolean knowsAllThatIsSharedBy(GtidEpoch standby) {
        return executed.reaches(
                standby.executed.without(source -> isOf(server, source) || isOf(standby.server, source)));
    }

    /** MySQL's sources begin with the server, a tag may follow; MariaDB's end with it, the domain comes first. */
    private static boolean isOf(String server, String source) {
        return source.equals(server) || source.startsWith(server + ":") || source.endsWith("-" + server);
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
