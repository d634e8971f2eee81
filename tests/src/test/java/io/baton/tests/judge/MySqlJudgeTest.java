/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** {@link JudgeTest} with the servers of another vendor. */
@RequiresDocker
class MySqlJudgeTest {

    private static final int ACCIDENTS = Integer.getInteger("baton.judge.accidents", 4);

    @Test
    void should_tell_the_truth_whatever_happens() throws SQLException {
        Trial.hold(Engine.MYSQL, ACCIDENTS);
    }
}
