/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import io.baton.lab.mysql.Engine;

class MariaDbComparisonTest extends GtidComparison {

    MariaDbComparisonTest() {
        super(Engine.MARIADB);
    }
}
