/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import org.jspecify.annotations.Nullable;

/**
 * The epoch of a MySQL server that replicates without a group: the transactions it has executed. Whoever has all of
 * another's and more is above it; two that both have some of their own went apart. Sets are compared as they are, gaps
 * included.
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

    /**
     * Whether nobody has seen of third servers what this one, which accepts writes, has not. What a standby made up itself is
     * no history that others share.
     */
    boolean knowsAllThatIsSharedBy(GtidEpoch standby) {
        return executed.contains(
                standby.executed.without(source -> isOf(server, source) || isOf(standby.server, source)));
    }

    /**
     * Whether all that the standby has beyond this, which the primary last showed, was begun on the primary: it is ahead of that
     * answer, maybe with gaps, for it applies in parallel.
     */
    boolean isAwaitedFrom(GtidEpoch primary, GtidEpoch standby) {
        return executed.contains(standby.executed.without(source -> isOf(primary.server, source)));
    }

    /** Whether it has transactions that it did not make itself and did not have then: it has replicated meanwhile. */
    static boolean hasGotFromOthers(Epoch now, @Nullable Epoch then) {
        return now instanceof GtidEpoch has
                && then instanceof GtidEpoch had
                && !had.executed.contains(has.executed.without(source -> isOf(has.server, source)));
    }

    /** Whether it has transactions begun on that server which the accepted history, as it was last seen, does not have. */
    boolean hasNewOnesOf(String maker, @Nullable Epoch accepted) {
        return accepted instanceof GtidEpoch known
                && !known.executed.contains(executed.without(source -> !isOf(maker, source)));
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
