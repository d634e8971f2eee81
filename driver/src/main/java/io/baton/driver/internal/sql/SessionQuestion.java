/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a session is asked about itself: a text says what may have been left in it, and only the session what has. */
public interface SessionQuestion {

    /**
     * What it answered.
     *
     * @param holds what no other session has
     * @param settings what gives another session the variables that were set in this one
     */
    record Answer(List<SessionHold> holds, Map<String, Restoration> settings) {}

    /**
     * All of it; outside of a transaction, as some of it ends with one.
     *
     * @param variables those that the server does not list by itself
     */
    Answer ask(Connection session, Collection<String> variables) throws SQLException;

    /** Whether there is any temporary object, those of the open transaction included. */
    boolean hasTemporaryObjects(Connection session) throws SQLException;
}
