/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.history;

import io.baton.topology.NodeAddress;

/**
 * A promotion that a monitor saw happen: the node was a standby and then, without a break, the primary.
 *
 * @param fromTimeline the timeline that it was last known to follow; in truth it may have been a later one
 * @param toTimeline the timeline that it began
 * @param position where its history leaves the old timeline: everything before is in it, nothing after
 */
public record Promotion(NodeAddress node, long systemIdentifier, int fromTimeline, int toTimeline, long position) {}
