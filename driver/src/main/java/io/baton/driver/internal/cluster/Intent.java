/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

/** What a session is wanted for. */
public enum Intent {
    /** Needs the primary, and waits for one. */
    WRITE,
    /** A replica if there is one, else the primary. */
    READ,
    /**
     * Logging in: the primary if there is one, else a replica. Does not wait for a primary, so that pools stay full
     * during an outage; if that replica is promoted, its sessions can write at once.
     */
    CONNECT
}
