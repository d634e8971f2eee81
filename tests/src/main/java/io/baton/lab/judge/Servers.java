/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.BreakableServer;
import io.baton.lab.wire.Wires;
import java.sql.SQLException;
import java.util.List;

/**
 * The servers that accidents happen to: a primary and two standbys of one vendor; and all that the judge has to know about the
 * vendor.
 */
interface Servers extends AutoCloseable {

    BreakableServer primary();

    /** All but the primary, whether they run or not; in the same order until another one is promoted. */
    List<? extends BreakableServer> standbys();

    /** What can happen to them. */
    boolean canHappen(Accident accident);

    /** Makes the most advanced standby the primary, in the place of one that is dead or hangs. */
    void promote();

    /** The primary stops in order, a standby takes over, and the former primary returns on its own data. */
    void stopAndReplace();

    /** The primary takes no more writes and lives on as a standby of the one that takes over. */
    void demote();

    /** Makes a standby of every server but the primary. */
    void restoreStandbys();

    /** Whether a new standby gets all there is from the log, which takes the longer the more others write meanwhile. */
    boolean restoresFromLog();

    /** Waits until every standby shows all that was committed on the primary when this was called. */
    void awaitReplayed();

    /** A standby shows nothing new from now on, though it receives. */
    void pauseReplay(int standby);

    /** Ends {@link #pauseReplay}. */
    void resumeReplay(int standby);

    /** Ends the sessions of applications on the primary whose number has that remainder. */
    void terminateSessions(int divisor, int remainder) throws SQLException;

    /** Whether any session of an application does something on the primary, or has something open. */
    boolean isBusy() throws SQLException;

    /** The tables and what is special about them. */
    Wording wording();

    /**
     * Puts proxies before all of them.
     *
     * @param leftAlone what sessions call themselves that only watch
     */
    Wires wires(String leftAlone);

    /** What follows the addresses in the URL of applications: the database, and at least one parameter. */
    String urlTail();

    @Override
    void close();
}
