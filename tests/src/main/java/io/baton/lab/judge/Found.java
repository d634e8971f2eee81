/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.util.List;
import java.util.Map;

/**
 * What is in the database when nothing happens any more.
 *
 * @param lists in their final order
 * @param transfers rows of the transfers
 * @param items rows of which the server made the key
 * @param steps tokens of the plain rows
 */
public record Found(
        Map<Integer, List<Long>> lists,
        Map<Integer, Long> balances,
        List<Transfer> transfers,
        List<Item> items,
        List<Long> steps) {

    public Found {
        lists = Map.copyOf(lists);
        balances = Map.copyOf(balances);
        transfers = List.copyOf(transfers);
        items = List.copyOf(items);
        steps = List.copyOf(steps);
    }

    /** A transfer's row. */
    public record Transfer(long token, int from, int to, long amount) {}

    /** A row with a key made by the server. */
    public record Item(long key, long token) {}
}
