/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.util.List;
import java.util.Map;

/**
 * Everything that clients did and were told.
 *
 * @param opening balances
 */
public record History(Map<Integer, Long> opening, List<Transaction> transactions) {

    public History {
        opening = Map.copyOf(opening);
        transactions = List.copyOf(transactions);
    }

    long total() {
        return opening.values().stream().mapToLong(Long::longValue).sum();
    }
}
