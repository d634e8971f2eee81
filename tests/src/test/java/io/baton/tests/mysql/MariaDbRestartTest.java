/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;

class MariaDbRestartTest extends GtidRestartTests {

    MariaDbRestartTest() {
        super(Engine.MARIADB);
    }

    @Override
    void letAdministratorWrite(GtidNode server) {
        // read_only of MariaDB is not for administrators.
    }
}
