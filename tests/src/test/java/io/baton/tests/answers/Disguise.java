/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statements of MariaDB, each in a dress that a seed chooses. */
final class Disguise {

    /** Blanks may become comments; {@code <n>} is a name, {@code #} a small number. */
    private static final List<String> STATEMENTS = List.of(
            "SET @<v#> = #",
            "SET @<v#> := 'x#' , @<v#> = NULL",
            "SET @<v#> = @<v#>",
            "SET @<v#> = # + 1",
            "SET @<v#> = CONNECTION_ID ( )",
            "SET @<v#> = CURRENT_TIMESTAMP",
            "SET @<v#> = 'a\\'#'",
            "SET SESSION <lock_wait_timeout> = 1# , <net_read_timeout> = 2#",
            "SET @@ SESSION . <lock_wait_timeout> = 1#",
            "SET <lock_wait_timeout> = DEFAULT",
            "SET GLOBAL <lock_wait_timeout> = 31536000 , SESSION <net_write_timeout> = 1#",
            "SET NAMES utf8mb4 COLLATE utf8mb4_bin",
            "SET <sql_mode> = 'ANSI_QUOTES'",
            "SET <sql_mode> = 'NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES'",
            "SET SESSION TRANSACTION READ ONLY",
            "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE , READ WRITE",
            "SET <transaction_isolation> = 'READ-COMMITTED'",
            "SET @\"v#\" = 'x#'",
            "SET @'v#' = -#.5e1",
            "SET <autocommit> = 1",
            "SET ROLE NONE",
            "SET <insert_id> = 7#",
            "SET TRANSACTION READ ONLY",
            "PREPARE <p#> FROM 'SELECT #'",
            "DEALLOCATE PREPARE <p#>",
            "LOCK TABLES <triggered> WRITE",
            "UNLOCK TABLES",
            "FLUSH TABLES <triggered> WITH READ LOCK",
            "HANDLER <triggered> OPEN AS <h#>",
            "HANDLER <h#> CLOSE",
            "USE <other>",
            "USE <app>",
            "CREATE TEMPORARY TABLE <t#> ( a INT )",
            "CREATE OR REPLACE TEMPORARY TABLE <other> . <t#> ( a INT )",
            "CREATE TEMPORARY TABLE IF NOT EXISTS <app> . <t#> AS SELECT 1 AS a",
            "DROP TEMPORARY TABLE IF EXISTS <t#>",
            "DROP TABLE IF EXISTS <other> . <t#> , <app> . <t#>",
            "ALTER TABLE <app> . <t#> RENAME TO <app> . <t#>",
            "SELECT <GET_LOCK> ( 'l#' , 0 )",
            "DO <GET_LOCK> ( 'l#' , 0 )",
            "DO <RELEASE_LOCK> ( 'l#' )",
            "SELECT <RELEASE_LOCK> ( 'l#' ) AS r",
            "SELECT CASE WHEN 1 = 0 THEN <RELEASE_LOCK> ( 'l#' ) END",
            "SELECT <RELEASE_ALL_LOCKS> ( )",
            "SELECT # INTO @<v#>",
            "SELECT @<v#> := #",
            "DO ( @<v#> := # )",
            "CALL <sets> ( )",
            "SELECT <f_sets> ( )",
            "SELECT ( ( SELECT <app> . <f_sets> ( ) ) )",
            "WITH w AS ( SELECT <f_sets> ( ) AS s ) SELECT * FROM w",
            "WITH w AS ( SELECT <GET_LOCK> ( 'l#' , 0 ) AS s ) SELECT * FROM w",
            "( SELECT # INTO @<v#> )",
            "SELECT SQL_NO_CACHE STRAIGHT_JOIN @<v#> := 'x#'",
            "VALUES ( <f_sets> ( ) )",
            "INSERT INTO <v_triggered> ( a ) SELECT #",
            "DELETE FROM <triggered> WHERE <f_sets> ( ) = 2",
            "SELECT * FROM <v_sets>",
            "INSERT INTO <triggered> VALUES ( # )");

    private static final List<String> BLANKS =
            List.of(" ", " ", " ", "\n", "\t ", " /* c */ ", "/**/", " -- c\n", " # it's\n", " /*\"*/ ", "/*'*/");

    private final Random random;

    Disguise(Random random) {
        this.random = random;
    }

    String next() {
        String plain = STATEMENTS.get(random.nextInt(STATEMENTS.size()));
        String text = Stream.of(plain.split(" ", -1)).map(this::dressed).collect(Collectors.joining(" "));
        return switch (random.nextInt(40)) {
            case 0 -> "/*! " + text + " */";
            case 1 -> "/*!40101 " + text + "*/";
            case 2 -> "/*M!100100 " + text + "*/";
            case 3 -> "SET STATEMENT max_statement_time = 10 FOR " + text;
            case 4 -> "SET STATEMENT sql_notes = 0, max_statement_time=1.5 FOR " + text;
            case 5 -> "EXECUTE IMMEDIATE '" + text.replace("\\", "\\\\").replace("'", "''") + "'";
            case 6 -> "BEGIN NOT ATOMIC " + text + "; END";
            case 7 -> "IF 1 THEN " + text + "; END IF";
            case 8 -> "l: BEGIN NOT ATOMIC IF 1 THEN " + text + "; END IF; END l";
            case 9 -> "CASE 1 WHEN 1 THEN " + text + "; END CASE";
            case 10 -> "l: LOOP " + text + "; LEAVE l; END LOOP";
            case 11 -> "ANALYZE " + text;
            default -> text.replace(" ", blank());
        };
    }

    /** Some of what the server refuses: it may have done a part of it. */
    boolean keepsRefused() {
        return random.nextInt(8) == 0;
    }

    private String blank() {
        return BLANKS.get(random.nextInt(BLANKS.size()));
    }

    private String dressed(String word) {
        int from = word.indexOf('<');
        String numbered = word.replace("#", String.valueOf(random.nextInt(2)));
        if (from < 0) {
            return numbered.startsWith("'") ? numbered : cased(numbered);
        }
        int end = numbered.indexOf('>');
        String name = numbered.substring(from + 1, end);
        String quoted = random.nextInt(3) == 0 ? '`' + name + '`' : name;
        return numbered.substring(0, from) + quoted + numbered.substring(end + 1);
    }

    private String cased(String word) {
        return random.nextBoolean() ? word : word.toLowerCase(Locale.ROOT);
    }
}
