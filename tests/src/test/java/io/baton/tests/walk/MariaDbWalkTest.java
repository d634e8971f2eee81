/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.walk;

import io.baton.lab.mysql.Engine;

class MariaDbWalkTest extends GtidWalkTests {

    MariaDbWalkTest() {
        super(Engine.MARIADB);
    }
}
