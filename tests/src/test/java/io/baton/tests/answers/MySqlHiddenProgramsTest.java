/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;

@RequiresDocker
class MySqlHiddenProgramsTest extends HiddenPrograms {

    MySqlHiddenProgramsTest() {
        super(Engine.MYSQL);
    }
}
