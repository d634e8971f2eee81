/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import io.baton.topology.dialect.MySqlDialect;

@RequiresDocker
class MySqlSessionsTest extends GtidSessions {

    MySqlSessionsTest() {
        super(Engine.MYSQL, new MySqlDialect());
    }
}
