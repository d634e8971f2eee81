/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import org.junit.jupiter.api.Test;

/** See {@link LearnedTest}. */
@RequiresDocker
class MySqlLearnedTest {

    @Test
    void should_keep_what_was_learned_true() throws Exception {
        LearnedTest.judge(Engine.MYSQL);
    }
}
