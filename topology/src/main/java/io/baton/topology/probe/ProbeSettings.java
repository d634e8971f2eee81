/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import java.time.Duration;

/**
 * How a node is probed.
 *
 * @param pace how often
 * @param timeout how long an answer may take before the probe counts as missed, connecting included
 * @param suspectAfter how long an answer may take at least before the node is in doubt; never longer than {@code timeout}
 * @param firstLogin how long the login may take to a node of which it is not known how long one takes; while it lasts, its
 *     probes count as missed
 */
public record ProbeSettings(ProbePace pace, Duration timeout, Duration suspectAfter, Duration firstLogin) {}
