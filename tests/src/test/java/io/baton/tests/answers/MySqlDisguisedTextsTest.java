/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import java.util.List;

@RequiresDocker
class MySqlDisguisedTextsTest extends DisguisedTexts {

    MySqlDisguisedTextsTest() {
        super(Engine.MYSQL);
    }

    @Override
    List<String> committing() {
        return List.of("CALL two()", "/*!50000 CALL */ `two` ()", "ALTER TABLE altered COMMENT 'temporary'");
    }

    @Override
    List<String> writing() {
        return List.of("INSERT /*!80000 INTO */ plain VALUES (2)", "/*! INSERT INTO plain VALUES (2) */");
    }

    @Override
    List<String> setting() {
        return List.of("SET @`v` = 7", "SELECT 7 INTO/**/@v", "SET @v = 3 + 4", "SET/*!*/@'V':=7");
    }
}
