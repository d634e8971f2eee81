/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.NodeAddress;

/**
 * Where a session is: the address, and which server answered there when the session was opened. The address may lead to another
 * server by now, the session does not.
 *
 * @param server empty when the server has no identity
 */
public record ServerAt(NodeAddress node, String server) {}
