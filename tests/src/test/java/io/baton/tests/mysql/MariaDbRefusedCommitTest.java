/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.mysql.Engine;

class MariaDbRefusedCommitTest extends GtidRefusedCommitTests {

    MariaDbRefusedCommitTest() {
        super(Engine.MARIADB);
    }
}
