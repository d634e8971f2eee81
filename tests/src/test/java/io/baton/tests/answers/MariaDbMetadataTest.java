/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.mysql.Engine;
import java.sql.SQLException;

class MariaDbMetadataTest extends MetadataSweep {

    MariaDbMetadataTest() {
        super("SELECT CONNECTION_ID()", "CREATE TABLE plain (n INT)");
    }

    @Override
    Site start() throws SQLException {
        return Site.of(Engine.MARIADB);
    }
}
