/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.history;

import io.baton.topology.NodeAddress;

/**
 * One uninterrupted run of a primary: no restart and no crash lies between two looks at it that give equal runs. A restart
 * changes the time of the start. A crash of one process, after which the server recovers without a restart, moves the end of
 * the last recovery: it replays at least the checkpoint that ended the recovery before.
 */
public record ServerRun(NodeAddress node, long started, long recoveryEnd) {}
