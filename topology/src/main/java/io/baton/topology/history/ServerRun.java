/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.history;

/**
 * One uninterrupted run of a primary, by whatever address it was reached: no restart and no crash lies between two looks at it
 * that give equal runs, and no two servers of a cluster have equal ones. A restart changes the time of the start, which has
 * microseconds. A crash of one process, after which the server recovers without a restart, moves the end of the last recovery: it
 * replays at least the checkpoint that ended the recovery before.
 *
 * @param started when the server was started, in microseconds since 1970
 * @param recoveryEnd where its last recovery ended; 0 when it was started from files that were in order
 */
public record ServerRun(long started, long recoveryEnd) {}
