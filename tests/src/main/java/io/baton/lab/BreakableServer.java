/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.sql.Connection;
import java.sql.SQLException;

/** A server of whichever vendor and what can happen to it: for faults that do not care which one it is. */
public interface BreakableServer {

    /** Where it listens, itself, whatever is put before it. */
    int port();

    /** A new session of the application user, through the vendor's driver. */
    Connection connect() throws SQLException;

    /** A new session of the administrator in the application's database. */
    Connection connectAsAdmin() throws SQLException;

    /** Starts it on the data it has, as what it was, and waits until it accepts connections. */
    void start();

    /** Ends its sessions and shuts it down in order. */
    void stopFast();

    /** Ends it with {@code SIGKILL}, frozen or not; when this returns its port refuses connections. */
    void kill();

    /** Stops it in its tracks: the kernel still accepts connections for it, but nobody answers. */
    void freeze();

    /** Lets a frozen server run on as if no time had passed. */
    void thaw();
}
