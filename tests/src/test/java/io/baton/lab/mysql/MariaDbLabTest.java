/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

class MariaDbLabTest extends GtidLab {

    MariaDbLabTest() {
        super(Engine.MARIADB);
    }
}
