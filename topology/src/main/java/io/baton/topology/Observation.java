/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/**
 * One piece of evidence about one node. Carries the node's generation at the time it was looked for, so that evidence
 * gathered before the node was given up cannot speak about what it is now.
 */
public sealed interface Observation {

    NodeAddress address();

    /** The {@link Node#generation()} that the observer knew when it began to look. */
    long generation();

    /** A probe was answered. */
    record Probed(NodeAddress address, long generation, Claim claim, Epoch epoch) implements Observation {}

    /** A probe failed. {@code why} is a sentence for people. */
    record Unreachable(NodeAddress address, long generation, FailureKind kind, String why) implements Observation {}

    /** A login of the application succeeded on a node that had refused the probe's. */
    record LoggedIn(NodeAddress address, long generation) implements Observation {}

    /** A call on a leased session failed in a way that puts the node in doubt; the next probe decides. */
    record Suspected(NodeAddress address, long generation, String why) implements Observation {}
}
