/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.mysql.Engine;

class MySqlModeTest extends GtidModeTests {

    MySqlModeTest() {
        super(Engine.MYSQL);
    }

    @Override
    String parameterThatSwitchesItOff() {
        return "&useLocalSessionState=true&sessionVariables=autocommit=0";
    }
}
