/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;

@RequiresDocker
class MySqlAddressesTest extends GtidAddressesTests {

    MySqlAddressesTest() {
        super(Engine.MYSQL);
    }
}
