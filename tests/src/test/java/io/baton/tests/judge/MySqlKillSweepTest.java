/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** {@link GtidKillSweep} with the servers of one vendor. */
@RequiresDocker
class MySqlKillSweepTest {

    private static final int KILLS = Integer.getInteger("baton.judge.kills", 6);

    @Test
    void should_tell_the_truth_wherever_the_primary_is_killed() throws SQLException {
        try (GtidKillSweep sweep = new GtidKillSweep(Engine.MYSQL)) {
            sweep.kill(KILLS);
        }
    }
}
