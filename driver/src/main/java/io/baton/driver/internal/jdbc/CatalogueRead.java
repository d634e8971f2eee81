/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.replay.JournalEntry;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.replay.Replaying;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The application read the catalogue through {@link DatabaseMetaData} in the open transaction. */
record CatalogueRead(Call<DatabaseMetaData, ResultSet> call, FailoverResultSet seen) implements JournalEntry {

    @Override
    public void replay(Replaying replaying) throws SQLException, ReplayRefused {
        ResultSet again;
        try {
            again = call.on(replaying.connection().getMetaData());
        } catch (SQLException e) {
            if (replaying.isLost()) {
                throw e;
            }
            throw new ReplayRefused(ReplayRefusal.OUTCOME_CHANGED, "the catalogue", e);
        }
        seen.verify(again, replaying);
        seen.handOver(again, replaying);
    }
}
