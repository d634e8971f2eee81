/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * Applications work through Baton while accidents happen to the servers and to connections; everything that they were told
 * must be true.
 */
class JudgeTest {

    private static final int ACCIDENTS = Integer.getInteger("baton.judge.accidents", 15);

    @Test
    void should_tell_the_truth_whatever_happens() throws SQLException {
        Trial.hold(ACCIDENTS);
    }
}
