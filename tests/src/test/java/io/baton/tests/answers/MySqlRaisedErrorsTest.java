/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import java.sql.SQLException;
import java.util.List;

@RequiresDocker
class MySqlRaisedErrorsTest extends RaisedErrors {

    @Override
    Site start() throws SQLException {
        return MySqlErrors.site(Engine.MYSQL);
    }

    @Override
    List<String> texts() {
        return MySqlErrors.texts();
    }
}
