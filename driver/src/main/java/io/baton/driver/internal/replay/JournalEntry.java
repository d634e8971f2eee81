/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One thing that the application did in the open transaction, with what it saw of the outcome. */
public interface JournalEntry {

    /** The SQL that it runs; null when it has none. */
    default @Nullable String text() {
        return null;
    }

    /**
     * Does it again.
     *
     * @throws ReplayRefused when the application would have seen something else
     * @throws SQLException when the session that it is done in was lost
     */
    void replay(Replaying replaying) throws SQLException, ReplayRefused;
}
