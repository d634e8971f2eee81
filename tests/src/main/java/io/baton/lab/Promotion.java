/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.time.Duration;

/**
 * A promotion that was carried out.
 *
 * @param node the new primary
 * @param timeline the timeline it writes on from now on
 * @param took from the order to promote until the node said that it is no longer in recovery
 */
public record Promotion(PostgresNode node, int timeline, Duration took) {}
