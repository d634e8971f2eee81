/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import java.util.Map;

/**
 * A table of which PostgreSQL's catalogs say that an INSERT writes the row that it was given and nothing else: no view, no rules, no
 * triggers that may change the row before it is written, and so its partitions.
 *
 * @param columns by name, without those that are computed from others
 */
record InsertTarget(String schema, String name, Map<String, Column> columns) {

    /** Where the value of a column comes from that a statement leaves to its default. */
    enum Source {
        /** Nowhere: it has none. */
        NONE,
        /** Functions of the server's own without any side effect, such as the clock. */
        PURE,
        /** A sequence, and nothing else has a part in it. */
        SEQUENCE,
        /** A function that may do anything. */
        UNKNOWN
    }

    /**
     * One column.
     *
     * @param type as a cast names it
     * @param sequence the number of what its default draws from; 0 when it does not
     * @param isUnique whether an index on it alone lets no value stand twice
     */
    record Column(String name, String type, Source source, long sequence, boolean isUnique) {}
}
