/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

@RequiresDocker
class MySqlSessionQuestionsTest {

    @Test
    void should_answer_as_the_vendors_driver_on_mysql() throws SQLException {
        SessionQuestionsTest.compareOn(Engine.MYSQL);
    }
}
