/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/** What a node says of itself. A superseded primary goes on claiming {@link #WRITABLE}, hence the separate {@link Role}. */
public enum Claim {
    /** Not in recovery and transactions are read-write. */
    WRITABLE,
    /** Accepts writes, though it replicates what another node writes: a replica that nobody has protected. */
    UNPROTECTED,
    /** In recovery: replays what another node wrote. */
    STANDBY,
    /** Not in recovery, but transactions are read-only: a primary that is being taken out of service. */
    READ_ONLY,
    /** Accepts writes, and so do its equals (Galera): one of them has to be chosen. */
    PEER,
    /** Has lost the majority of its group: what it says of the group proves nothing. */
    MINORITY,
    /** Has not answered a probe yet. */
    NONE;

    /** Whether it was no primary when it said so: who accepts writes afterwards has been promoted in between. */
    boolean isOfReplica() {
        return this == STANDBY || this == READ_ONLY || this == UNPROTECTED;
    }

    /** Whether the server takes writes, be it meant to or not. */
    public boolean acceptsWrites() {
        return this == WRITABLE || this == UNPROTECTED || this == PEER;
    }
}
