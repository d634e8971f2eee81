/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;

@RequiresDocker
class MySqlLogFormatTest extends GtidLogFormatTests {

    MySqlLogFormatTest() {
        super(Engine.MYSQL);
    }

    @Override
    String[] sessions() {
        return new String[] {
            "",
            "&useServerPrepStmts=true",
            "&baton.autocommit=protected",
            "&sessionVariables=sql_mode='ANSI,NO_BACKSLASH_ESCAPES'",
            "&characterEncoding=SJIS",
            "&characterEncoding=GBK",
            "&characterEncoding=ISO-8859-1",
        };
    }
}
