/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.mysql.Engine;

class MariaDbModeTest extends GtidModeTests {

    MariaDbModeTest() {
        super(Engine.MARIADB);
    }

    @Override
    String parameterThatSwitchesItOff() {
        return "&autocommit=false";
    }
}
