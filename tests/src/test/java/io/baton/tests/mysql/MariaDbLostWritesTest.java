/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.mysql.Engine;

class MariaDbLostWritesTest extends GtidLostWritesTests {

    MariaDbLostWritesTest() {
        super(Engine.MARIADB);
    }
}
