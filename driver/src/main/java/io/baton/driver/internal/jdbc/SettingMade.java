/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.replay.JournalEntry;
import io.baton.driver.internal.replay.Replaying;
import io.baton.driver.internal.sql.Restoration;
import java.sql.SQLException;

/** A setter of the connection told the server something within the transaction, such as a schema. */
record SettingMade(Restoration setting) implements JournalEntry {

    @Override
    public void replay(Replaying replaying) throws SQLException {
        setting.on(replaying.connection());
    }
}
