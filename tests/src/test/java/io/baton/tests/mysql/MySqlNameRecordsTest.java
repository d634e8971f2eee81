/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;

@RequiresDocker
class MySqlNameRecordsTest extends GtidNameRecordsTests {

    MySqlNameRecordsTest() {
        super(Engine.MYSQL);
    }
}
