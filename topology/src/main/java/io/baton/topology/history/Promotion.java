/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.history;

import io.baton.topology.NodeAddress;

/**
 * A promotion that was seen to happen: a server was a standby and then, without a break, the primary.
 *
 * @param node where it was met as the primary
 * @param started when that server was started, which tells it from others that are met there
 * @param fromTimeline the timeline that it was last known to follow; in truth it may have been a later one
 * @param toTimeline the timeline that it began
 * @param position where its history leaves the old timeline: everything before is in it, nothing after
 */
public record Promotion(
        NodeAddress node, long started, long systemIdentifier, int fromTimeline, int toTimeline, long position) {}
