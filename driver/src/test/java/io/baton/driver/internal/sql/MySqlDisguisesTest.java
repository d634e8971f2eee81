/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Thousands of disguises of each kind of statement that leaves something in a session or commits: none of them is taken for another. */
class MySqlDisguisesTest {

    private static final long SEED = Long.getLong("baton.texts.seed", 14);
    private static final int OF_EACH = 300;

    /** Blanks may become comments; what stands between angle brackets is a name. */
    private static final List<String> LEAVING = List.of(
            "SET @<v> = 1",
            "SET @<v> := 'a' , @<w> = NULL",
            "SET SESSION <sql_mode> = 'ANSI_QUOTES'",
            "SET @@ SESSION . <time_zone> = '+01:00'",
            "SET NAMES utf8mb4",
            "SET SESSION TRANSACTION READ ONLY",
            "SET TRANSACTION READ ONLY",
            "USE <other>",
            "CREATE TEMPORARY TABLE <t> ( a INT )",
            "CREATE OR REPLACE TEMPORARY TABLE <s> . <t> AS SELECT 1 AS a",
            "SELECT <GET_LOCK> ( 'a' , 0 )",
            "DO <GET_LOCK> ( 'a' , 0 )",
            "WITH w AS ( SELECT <GET_LOCK> ( 'a' , 0 ) AS g ) SELECT * FROM w",
            "UPDATE t SET a = ( SELECT <GET_LOCK> ( 'a' , 0 ) )",
            "SELECT 1 INTO @<v>",
            "( SELECT 1 INTO @<v> )",
            "SELECT a , b INTO @<v> , @<w> FROM t",
            "SELECT @<v> := 1",
            "INSERT INTO t VALUES ( @<v> := 1 )",
            "LOCK TABLES <t> WRITE",
            "FLUSH TABLES <t> WITH READ LOCK",
            "FLUSH TABLES WITH READ LOCK",
            "PREPARE <p> FROM 'SELECT 1'",
            "EXECUTE <p>",
            "HANDLER <t> OPEN AS <h>",
            "CALL <p> ( @<v> )",
            "XA START 'x'",
            "BACKUP STAGE START");

    private static final List<String> COMMITTING = List.of(
            "COMMIT",
            "CREATE TABLE <t> ( a INT )",
            "ALTER TABLE <t> ADD <temporary> INT",
            "DROP TABLE <t>",
            "TRUNCATE TABLE <t>",
            "GRANT SELECT ON <t> TO <u>",
            "LOCK TABLES <t> READ",
            "UNLOCK TABLES",
            "CALL <p>",
            "EXECUTE <p>",
            "RENAME TABLE <t> TO <u>",
            "XA COMMIT 'x'",
            "SET <autocommit> = 1",
            "SET @@ SESSION . <autocommit> = ON",
            "SET PASSWORD = 'x'");

    private static final List<String> CALLING = List.of(
            "SELECT <f_sets> ( )",
            "SELECT <app> . <f_sets> ( 1 )",
            "DO <f_sets> ( )",
            "WITH w AS ( SELECT <f_sets> ( ) AS s ) SELECT * FROM w",
            "INSERT INTO t SELECT <f_sets> ( a ) FROM t",
            "CALL <f_sets>",
            "CALL <app> . <f_sets>",
            "VALUES ( <f_sets> ( ) )");

    private static final List<String> PLAIN = List.of(
            "SELECT a , b FROM <t> WHERE <t> . a = 'SET @v = 1' AND b = ?",
            "INSERT INTO <t> ( a , b ) VALUES ( ? , 'COMMIT' )",
            "UPDATE <t> SET a = a + 1 WHERE <b> = ?",
            "DELETE FROM <s> . <t> WHERE a IN ( 1 , 2 )",
            "WITH w AS ( SELECT 1 AS a ) SELECT a FROM w");

    private static final List<String> BLANKS = List.of(
            " ",
            " ",
            " ",
            "\n",
            "\t ",
            " /* c */ ",
            "/**/",
            " -- c\n",
            " # it's\n",
            " /*\"*/ ",
            "/*'*/",
            " /*+ NO_ICP(t) */ ");

    private final Random random = new Random(SEED);

    @Test
    void should_see_what_a_session_keeps() {
        judge(LEAVING, true, text -> {
            KnownText known = MySqlGrammar.INSTANCE.known(text);
            return known.effects() != SessionEffects.NONE || known.hidesCommits();
        });
    }

    @Test
    void should_see_what_commits() {
        judge(COMMITTING, true, text -> MySqlGrammar.INSTANCE.text(text).mayCommit());
    }

    @Test
    void should_see_what_is_called() {
        judge(CALLING, true, text -> {
            KnownText known = MySqlGrammar.INSTANCE.known(text);
            boolean named = MySqlGrammar.INSTANCE.namesOf(known.shape()).stream()
                    .anyMatch(name -> name.equals("f_sets(") || name.equals(TextNames.EVERYTHING));
            return named || known.effects() != SessionEffects.NONE;
        });
    }

    @Test
    void should_not_suspect_ordinary_work() {
        judge(PLAIN, false, text -> {
            KnownText known = MySqlGrammar.INSTANCE.known(text);
            return known.effects() == SessionEffects.NONE && !known.hidesCommits();
        });
    }

    private void judge(List<String> statements, boolean wrapped, Predicate<String> isSeen) {
        List<String> unseen = statements.stream()
                .flatMap(statement ->
                        Stream.generate(() -> disguised(statement, wrapped)).limit(OF_EACH))
                .filter(isSeen.negate())
                .limit(20)
                .toList();
        assertThat(unseen).as("seed " + SEED).isEmpty();
    }

    private String disguised(String statement, boolean wrapped) {
        String dressed = Stream.of(statement.split(" ", -1)).map(this::dressed).collect(Collectors.joining(" "));
        String text = dressed.replace(" ", BLANKS.get(random.nextInt(BLANKS.size())));
        return switch (wrapped ? random.nextInt(24) : 24) {
            case 0 -> "/*! " + dressed + " */";
            case 1 -> "/*!40101 " + dressed + "*/";
            case 2 -> "/*M!100100 " + dressed + "*/";
            case 3 -> "/*!99999 " + dressed + "*/";
            case 4 -> "SET STATEMENT max_statement_time = 10 FOR " + text;
            case 5 -> "EXECUTE IMMEDIATE '" + text.replace("\\", "\\\\").replace("'", "''") + "'";
            case 6 -> "BEGIN NOT ATOMIC " + text + "; END";
            case 7 -> "IF 1 THEN " + text + "; END IF";
            case 8 -> "l: LOOP " + text + "; LEAVE l; END LOOP";
            case 9 -> "SELECT 1; " + text;
            case 10 -> text + "; SELECT 1";
            case 11 -> ";; " + text + " ;";
            case 12 -> "SELECT 'a\\'; " + text + "; -- '";
            case 13 -> "SELECT \"a\\\"; " + text + "; -- \"";
            default -> text;
        };
    }

    private String dressed(String word) {
        int from = word.indexOf('<');
        if (from < 0) {
            return word.startsWith("'") ? word : cased(word);
        }
        int end = word.indexOf('>');
        String name = word.substring(from + 1, end);
        String quoted = random.nextInt(3) == 0 ? '`' + name + '`' : cased(name);
        return word.substring(0, from) + quoted + word.substring(end + 1);
    }

    private String cased(String word) {
        return word.chars()
                .mapToObj(c -> String.valueOf((char) c))
                .map(c -> random.nextBoolean()
                        ? c
                        : random.nextBoolean() ? c.toLowerCase(Locale.ROOT) : c.toUpperCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
