/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.TimelineEpoch;
import io.baton.topology.history.ServerRun;

/**
 * A point in the log of one run of a server, behind something that was written there.
 *
 * @param position where the log ended then
 */
public record LogMark(long position, ServerRun run, TimelineEpoch epoch) {}
