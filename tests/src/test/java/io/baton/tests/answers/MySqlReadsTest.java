/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import org.junit.jupiter.api.Test;

/** See {@link MySqlReads}. */
@RequiresDocker
class MySqlReadsTest {

    @Test
    void should_do_once_what_looks_like_a_read() throws Exception {
        MySqlReads.judge(Engine.MYSQL);
    }
}
