/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.GtidSet;
import io.baton.topology.GtidSet.Interval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * MariaDB's transaction identifiers are {@code domain-server-number}, and a position has the last one of each server in each
 * domain. It stands for all of that server before it, which makes it a set as MySQL has it: of two servers that were promoted
 * one after the other, each has numbers of its own, and they cannot be taken for one history.
 */
final class MariaDbGtids {

    private MariaDbGtids() {}

    /** Positions, separated by commas; of one that is there twice, the later one counts. */
    static GtidSet parse(String positions) {
        Map<String, List<Interval>> intervals = new HashMap<>();
        for (String position : positions.split(",", -1)) {
            int last = position.lastIndexOf('-');
            if (last < 0) {
                continue;
            }
            long number = Long.parseLong(position.substring(last + 1).trim());
            if (number > 0) {
                intervals
                        .computeIfAbsent(position.substring(0, last).trim(), server -> new ArrayList<>())
                        .add(new Interval(1, number));
            }
        }
        return new GtidSet(intervals);
    }
}
