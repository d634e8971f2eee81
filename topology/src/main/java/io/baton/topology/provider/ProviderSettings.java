/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.provider;

import java.time.Duration;

/**
 * How a provider is asked and how far it is trusted.
 *
 * @param interval how often it is asked while the cluster has a primary
 * @param hurried how often while it has none, or a switchover is near
 * @param timeout how long it may take to answer
 * @param confirmAfter how long it has to name the same primary without a break before that counts against a higher epoch;
 *     longer than its own knowledge may be out of date
 * @param drainBefore how long before a planned switchover nothing new begins on the primary
 * @param drainAtMost how long after its planned time a switchover that does not come is waited for
 * @param addsNodes whether nodes that it names are used though the URL does not name them: they get the credentials
 */
public record ProviderSettings(
        Duration interval,
        Duration hurried,
        Duration timeout,
        Duration confirmAfter,
        Duration drainBefore,
        Duration drainAtMost,
        boolean addsNodes) {

    /** Patroni's leader key expires after 30 s by default, and until then it may name a primary that is gone. */
    public static final ProviderSettings USUAL = new ProviderSettings(
            Duration.ofSeconds(2),
            Duration.ofMillis(250),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            true);

    /** The same, but using nodes that only the provider names, or not. */
    public ProviderSettings addingNodes(boolean adds) {
        return new ProviderSettings(interval, hurried, timeout, confirmAfter, drainBefore, drainAtMost, adds);
    }
}
