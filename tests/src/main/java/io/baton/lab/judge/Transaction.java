/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.util.List;

/**
 * One try of a client at one transaction.
 *
 * @param client who, in words
 * @param fresh whether what it read came from the primary, where everything acknowledged before must show
 * @param effects what it wrote, as far as it came
 * @param reads what it was shown, as far as it came
 * @param sqlState of what was thrown; empty when nothing was
 * @param ended when it was told, as {@link System#nanoTime()}
 */
public record Transaction(
        String client, boolean fresh, List<Effect> effects, List<Read> reads, Told told, String sqlState, long ended) {

    public Transaction {
        effects = List.copyOf(effects);
        reads = List.copyOf(reads);
    }
}
