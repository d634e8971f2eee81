/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.mysql.Engine;

class MariaDbLogFormatTest extends GtidLogFormatTests {

    MariaDbLogFormatTest() {
        super(Engine.MARIADB);
    }

    @Override
    String[] sessions() {
        return new String[] {
            "",
            "&useServerPrepStmts=true",
            "&baton.autocommit=protected",
            "&sessionVariables=sql_mode=ORACLE",
            "&sessionVariables=sql_mode='ANSI,NO_BACKSLASH_ESCAPES'",
            "&sessionVariables=time_zone='-09:30',collation_connection=latin1_general_cs",
        };
    }
}
