/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.mysql.Engine;

class MariaDbNameRecordsTest extends GtidNameRecordsTests {

    MariaDbNameRecordsTest() {
        super(Engine.MARIADB);
    }
}
