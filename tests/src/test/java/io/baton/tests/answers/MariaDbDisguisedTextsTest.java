/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.mysql.Engine;
import java.util.List;

class MariaDbDisguisedTextsTest extends DisguisedTexts {

    MariaDbDisguisedTextsTest() {
        super(Engine.MARIADB);
    }

    @Override
    List<String> committing() {
        return List.of(
                "CALL two()",
                "/*!50000 CALL */ `two` ()",
                "IF 1 THEN CALL two(); END IF",
                "CASE 1 WHEN 1 THEN CALL two(); END CASE",
                "BEGIN NOT ATOMIC INSERT INTO plain VALUES (2); COMMIT; END",
                "ALTER TABLE altered ADD COLUMN IF NOT EXISTS temporary INT",
                "FOR i IN 1..1 DO CALL two(); END FOR",
                "EXECUTE IMMEDIATE 'CALL two()'",
                "SET STATEMENT max_statement_time = 10 FOR CALL two()",
                "SET STATEMENT max_statement_time = 1.5, sql_mode = '' FOR CREATE OR REPLACE TABLE made AS SELECT 1");
    }

    @Override
    List<String> writing() {
        return List.of(
                "SET STATEMENT max_statement_time = 10 FOR INSERT INTO plain VALUES (2)",
                "/*M!100100 INSERT INTO plain VALUES (2) */",
                "ANALYZE INSERT INTO plain VALUES (2)",
                "EXECUTE IMMEDIATE 'INSERT INTO plain VALUES (2)'",
                "BEGIN NOT ATOMIC INSERT INTO plain VALUES (2); END");
    }

    @Override
    List<String> setting() {
        return List.of(
                "SET @`v` = 7",
                "SET @'V' := 7, @w = 'x'",
                "SET/*!*/@v=7",
                "SELECT 7 INTO/**/@v",
                "DO (@v := 7)",
                "EXECUTE IMMEDIATE 'SET @v = 7'",
                "BEGIN NOT ATOMIC SET @v = 7; END",
                "SET STATEMENT sql_mode = '' FOR SET @v = 7",
                "SET @v = 3 + 4",
                "SET @w = 7, @v = @w");
    }
}
