/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.history;

import io.baton.topology.NodeAddress;
import io.baton.topology.dialect.Answer;

/**
 * What a node answered to its monitor.
 *
 * @param session the session that asked, a number of its own in this JVM
 * @param asked {@link System#nanoTime()} before the question was sent
 */
public record Heard(NodeAddress node, Answer answer, long session, long asked) {}
