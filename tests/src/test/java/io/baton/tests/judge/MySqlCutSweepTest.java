/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import org.junit.jupiter.api.Test;

/** See {@link GtidCutSweep}. */
@RequiresDocker
class MySqlCutSweepTest {

    private static final int ROUNDS = Integer.getInteger("baton.judge.rounds", 1);

    @Test
    void should_tell_the_truth_wherever_the_connection_is_cut() throws Exception {
        GtidCutSweep.cut(Engine.MYSQL, ROUNDS);
    }
}
