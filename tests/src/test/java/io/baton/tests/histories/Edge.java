/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

/**
 * That a transaction comes before another one, both by their places in the history.
 *
 * @param why the list and the value, or what else says so
 */
record Edge(int from, int to, Kind kind, String why) {

    /** What makes it so. */
    enum Kind {
        /** The other one wrote over what this one wrote. */
        WW,
        /** The other one saw what this one wrote. */
        WR,
        /** The other one wrote over what this one saw. */
        RW,
        /** The same client did the other one afterwards. */
        SESSION,
        /** This one was acknowledged before the other one began. */
        REALTIME
    }

    boolean isUnseen() {
        return kind == Kind.RW;
    }

    boolean isTime() {
        return kind == Kind.SESSION || kind == Kind.REALTIME;
    }
}
