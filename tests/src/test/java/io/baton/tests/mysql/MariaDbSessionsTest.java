/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.mysql.Engine;
import io.baton.topology.dialect.MariaDbDialect;

class MariaDbSessionsTest extends GtidSessions {

    MariaDbSessionsTest() {
        super(Engine.MARIADB, new MariaDbDialect());
    }
}
