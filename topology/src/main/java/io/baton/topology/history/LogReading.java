/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.history;

/**
 * What one answer of a node told about its log. Positions count bytes from the start of the log, 0 where there is none.
 *
 * @param inRecovery whether it is a standby
 * @param started when the server was started, in microseconds since 1970
 * @param statisticsReset when its statistics last began, likewise: a crash of one process makes them begin anew
 * @param durable a primary's log is on disk up to here
 * @param end a primary's log ends here; a standby has replayed up to here
 * @param recoveryEnd where the last recovery of this server ended: at its promotion, or after a crash; 0 when it was started
 *     from files that were in order
 * @param direct whether the session leads straight to the server: a pooler in between may change servers under it
 */
public record LogReading(
        boolean inRecovery,
        long started,
        long statisticsReset,
        long durable,
        long end,
        long recoveryEnd,
        boolean direct) {

    /** The run of the server, if it is a primary. */
    public ServerRun run() {
        return new ServerRun(started, recoveryEnd);
    }
}
