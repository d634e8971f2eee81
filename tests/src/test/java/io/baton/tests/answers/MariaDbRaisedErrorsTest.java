/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.mysql.Engine;
import java.sql.SQLException;
import java.util.List;

class MariaDbRaisedErrorsTest extends RaisedErrors {

    @Override
    Site start() throws SQLException {
        return MySqlErrors.site(Engine.MARIADB);
    }

    @Override
    List<String> texts() {
        return MySqlErrors.texts();
    }
}
