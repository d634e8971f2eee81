/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.mysql.Engine;

class MariaDbHiddenProgramsTest extends HiddenPrograms {

    MariaDbHiddenProgramsTest() {
        super(Engine.MARIADB);
    }
}
