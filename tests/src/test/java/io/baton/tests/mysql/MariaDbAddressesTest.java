/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.mysql.Engine;

class MariaDbAddressesTest extends GtidAddressesTests {

    MariaDbAddressesTest() {
        super(Engine.MARIADB);
    }
}
