/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.walk;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;

@RequiresDocker
class MySqlWalkTest extends GtidWalkTests {

    MySqlWalkTest() {
        super(Engine.MYSQL);
    }
}
