/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.util.Map;

/**
 * What is in the database at the end.
 *
 * @param copies how many times each row is there
 * @param counted the number of rows by each writer's own counter, which is raised in the transaction of each row
 */
record Found(Map<RowId, Integer> copies, Map<Integer, Long> counted) {

    Found {
        copies = Map.copyOf(copies);
        counted = Map.copyOf(counted);
    }

    long rows() {
        return copies.values().stream().mapToLong(Integer::longValue).sum();
    }
}
