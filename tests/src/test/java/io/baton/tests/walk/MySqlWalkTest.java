/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.walk;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Not in every build: its servers take seconds to stop. */
@RequiresDocker
@EnabledIfSystemProperty(named = "baton.walk.steps", matches = "\\d+")
class MySqlWalkTest extends GtidWalkTests {

    MySqlWalkTest() {
        super(Engine.MYSQL);
    }
}
