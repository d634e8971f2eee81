/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import io.baton.lab.RequiresDocker;

@RequiresDocker
class MySqlLabTest extends GtidLab {

    MySqlLabTest() {
        super(Engine.MYSQL);
    }
}
