/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import java.sql.SQLException;

@RequiresDocker
class MySqlRestartTest extends GtidRestartTests {

    MySqlRestartTest() {
        super(Engine.MYSQL);
    }

    @Override
    void letAdministratorWrite(GtidNode server) throws SQLException {
        server.executeAsAdmin("SET GLOBAL super_read_only = OFF");
    }
}
