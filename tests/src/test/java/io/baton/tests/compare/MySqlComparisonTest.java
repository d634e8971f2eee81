/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import io.baton.lab.mysql.Engine;

class MySqlComparisonTest extends GtidComparison {

    MySqlComparisonTest() {
        super(Engine.MYSQL);
    }
}
