/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionEffectsTest {

    private static final SqlGrammar GRAMMAR = SqlGrammar.of("postgresql");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    SET search_path TO a, b                     | search_path <- SET search_path TO a, b
                    set /* x */ Search_Path = 'a';              | search_path <- set /* x */ Search_Path = 'a'
                    SET SESSION work_mem = '4MB'                | work_mem <- SET SESSION work_mem = '4MB'
                    SET TIME ZONE 'UTC'                         | timezone <- SET TIME ZONE 'UTC'
                    SET TIME ZONE LOCAL                         | timezone <- SET TIME ZONE LOCAL
                    SET timezone TO DEFAULT                     | reset timezone
                    SET TIME ZONE DEFAULT                       | reset timezone
                    SET SCHEMA 'x'                              | search_path <- SET SCHEMA 'x'
                    SET ROLE admin                              | role <- SET ROLE admin
                    SET SESSION ROLE admin                      | role <- SET SESSION ROLE admin
                    RESET ROLE                                  | reset role
                    SET SESSION AUTHORIZATION joe               | session_authorization <- SET SESSION AUTHORIZATION joe
                    SET SESSION AUTHORIZATION DEFAULT           | reset session_authorization
                    RESET SESSION AUTHORIZATION                 | reset session_authorization
                    SET app.tenant = '7'                        | app.tenant <- SET app.tenant = '7'
                    RESET app.tenant                            | reset app.tenant
                    RESET ALL                                   | reset all
                    DISCARD ALL                                 | discard
                    DISCARD TEMP                                | release all TEMPORARY_OBJECT
                    SET a = 1; SET b = 2                        | a <- SET a = 1, b <- SET b = 2
                    BEGIN; SET a = 1; ROLLBACK; SET b = 2       | begin, a <- SET a = 1, rollback, b <- SET b = 2
                    SAVEPOINT s; SET a = 1; ROLLBACK TO s       | savepoint s, a <- SET a = 1, rollback to s
                    ROLLBACK WORK TO SAVEPOINT s                | rollback to s
                    COMMIT                                      | commit
                    END                                         | commit
                    ABORT                                       | rollback
                    SELECT set_config('a.b', 'v''w', false)     | a.b <- SELECT pg_catalog.set_config('a.b', 'v''w', false)
                    select pg_catalog.set_config('A','1', FALSE) | a <- SELECT pg_catalog.set_config('A','1', FALSE)
                    select 1, set_config('A','1', FALSE)        | hold SETTING a
                    SELECT set_config($1, $2, false)            | hold UNKNOWN_SETTING
                    SELECT set_config('a.B', ?, false)          | a.b <- as bound
                    /* x */ SELECT pg_catalog.set_config('a', ?::text, false) AS a; | a <- as bound
                    SELECT set_config('a', cast(? as text), false) | a <- as bound
                    SELECT set_config('a', lower(?), false)     | hold SETTING a
                    SELECT set_config('a', ?, false), count(*) FROM t | hold SETTING a
                    SELECT set_config('a', ?, false); SELECT 1  | hold SETTING a
                    SELECT set_config('a', ?, ?)                | hold SETTING a
                    SELECT set_config(?, ?, false)              | setting 1
                    SELECT f(set_config('a', ?, false))         | hold SETTING a
                    SELECT set_config('a', (SELECT 1, FALSE     | hold SETTING a
                    LISTEN Orders                               | hold LISTEN orders
                    UNLISTEN orders                             | release LISTEN orders
                    UNLISTEN *                                  | release all LISTEN
                    CREATE TEMP TABLE t (id int)                | hold TEMPORARY_OBJECT t
                    CREATE TEMPORARY VIEW "V" AS SELECT 1       | hold TEMPORARY_OBJECT V
                    CREATE TEMP TABLE IF NOT EXISTS t AS SELECT | hold TEMPORARY_OBJECT t
                    SELECT * INTO TEMP t FROM u                 | hold TEMPORARY_OBJECT t
                    CREATE TABLE pg_temp.t (id int)             | hold TEMPORARY_OBJECT t
                    DROP TABLE t                                | release TEMPORARY_OBJECT table
                    PREPARE q AS SELECT 1                       | hold PREPARED_BY_SQL q
                    DEALLOCATE PREPARE q                        | release PREPARED_BY_SQL q
                    DEALLOCATE ALL                              | release all PREPARED_BY_SQL
                    PREPARE TRANSACTION 'x'                     | commit
                    DECLARE c CURSOR WITH HOLD FOR SELECT 1     | hold HELD_CURSOR c
                    CLOSE c                                     | release HELD_CURSOR c
                    CLOSE ALL                                   | release all HELD_CURSOR
                    LOAD 'auto_explain'                         | hold LIBRARY 'auto_explain'
                    SELECT "set_config"('app.tenant', ?, false) | app.tenant <- as bound
                    SELECT U&"s\\0065t_config"('a.b', ?, false) | a.b <- as bound
                    SELECT "pg_catalog" . "set_config"('a.b', 'x', false) | a.b <- SELECT pg_catalog.set_config('a.b', 'x', false)
                    SELECT CASE WHEN false THEN set_config('a.b', 'c', false) END | hold SETTING a.b
                    SELECT false AND set_config('a.b', 'c', false) = 'x' | hold SETTING a.b
                    SELECT set_config(U&'a.b', 'c', false)      | hold UNKNOWN_SETTING
                    SELECT set_config('a.b', 'c', false) WHERE false | hold SETTING a.b
                    SELECT set_config('a.b', 'c', NOT true)     | hold SETTING a.b
                    SET local.x = 1                             | local.x <- SET local.x = 1
                    SET session.x TO 1                          | session.x <- SET session.x TO 1
                    SET time.x TO 1                             | time.x <- SET time.x TO 1
                    SET "Work_Mem" = '5MB'                      | work_mem <- SET "Work_Mem" = '5MB'
                    SET app.tenant = ?                          | app.tenant <- as bound
                    SET something else                          | hold UNKNOWN_SETTING
                    RESET local.x                               | reset local.x
                    RESET TIME ZONE                             | reset timezone
                    CREATE TABLE "pg_temp".x (id int)           | hold TEMPORARY_OBJECT x
                    CREATE TABLE U&"pg\\005ftemp".x (id int)    | hold TEMPORARY_OBJECT x
                    CREATE TABLE pg_temp_3.x AS SELECT 1        | hold TEMPORARY_OBJECT x
                    CREATE LOCAL TEMP SEQUENCE s                | hold TEMPORARY_OBJECT s
                    CREATE OR REPLACE TEMP VIEW v AS SELECT 1   | hold TEMPORARY_OBJECT v
                    CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1' | hold TEMPORARY_OBJECT f
                    CREATE TABLE x (id int)                     | hold TEMPORARY_OBJECT x
                    SELECT 1 INTO pg_temp.x                     | hold TEMPORARY_OBJECT x
                    WITH a AS (SELECT 1) SELECT * INTO TABLE x FROM a | hold TEMPORARY_OBJECT x
                    EXPLAIN ANALYZE CREATE TEMP TABLE x AS SELECT 1 | hold TEMPORARY_OBJECT x
                    DECLARE c CURSOR WITH HOLD FOR SELECT a::timestamp without time zone FROM t | hold HELD_CURSOR c
                    SELECT "pg_advisory_lock"(1)                | hold ADVISORY_LOCK 1
                    EXECUTE q                                   | hold SETTING something by a statement that was prepared by SQL text
                    FROBNICATE                                  | hold UNKNOWN_SETTING
                    SELECT setseed(0.5)                         | hold SEED by setseed
                    {? = call set_config('a', 'b', false)}      | hold SETTING a
                    DO $$ BEGIN SET app.tenant = 'b'; END $$    | hold SETTING app.tenant
                    DO 'BEGIN PERFORM set_config(''a'', ''b'', false); END' | hold SETTING a
                    DO LANGUAGE plperl $$ 1 $$                  | hold UNKNOWN_SETTING
                    SELECT pg_advisory_lock(1, 2)               | hold ADVISORY_LOCK 1, 2
                    SELECT pg_try_advisory_lock(?)              | hold ADVISORY_LOCK ?
                    SELECT pg_advisory_unlock(1, 2)             | release all ADVISORY_LOCK
                    SELECT pg_advisory_unlock_all()             | release all ADVISORY_LOCK
                    DO $$ BEGIN EXECUTE 'SET a = 1'; END $$     | hold UNKNOWN_SETTING
                    """)
    void should_read_what_a_text_leaves_behind(String sql, String effects) {
        assertThat(EffectsText.of(GRAMMAR.known(sql))).isEqualTo(effects);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1",
                "UPDATE t SET a = 1 WHERE b = 'SET x = 1'",
                "INSERT INTO t VALUES ('LISTEN x') ON CONFLICT DO NOTHING",
                "SELECT CASE WHEN true THEN 1 END",
                "SET LOCAL work_mem = '4MB'",
                "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "SET CONSTRAINTS ALL DEFERRED",
                "SELECT set_config('a', 'b', true)",
                "SELECT set_config('app.tenant', ?, true)",
                "SELECT set_config(?, lower(?), true), 1",
                "SELECT 'pg_advisory_lock(1)'",
                "SELECT pg_advisory_xact_lock(1)",
                "CREATE TEMP TABLE t (id int) ON COMMIT DROP",
                "DECLARE c CURSOR FOR SELECT 1",
                "DECLARE c CURSOR WITHOUT HOLD FOR SELECT 1",
                "SELECT temp FROM weather",
                "-- SET a = 1",
                "CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SET a = 1'",
                "CREATE INDEX i ON t (a)",
                "CREATE TABLE s.t (id int)",
                "INSERT INTO t VALUES (1)",
                "WITH a AS (INSERT INTO t VALUES (1) RETURNING a) SELECT * FROM a",
                "MERGE INTO t USING u ON a = b WHEN MATCHED THEN DELETE",
                "DO $$ BEGIN UPDATE t SET a = 1; PERFORM set_config('a', 'b', true); SET LOCAL b = 1; END $$",
                "DO LANGUAGE plpgsql $$ DECLARE x int; BEGIN IF x > 1 THEN x := 2; END IF; END $$",
                "RELEASE SAVEPOINT s",
                "ROLLBACK PREPARED 'x'",
                "DO $$ BEGIN PERFORM 1; END $$",
            })
    void should_see_nothing_where_nothing_is_left(String sql) {
        assertThat(GRAMMAR.known(sql).effects()).isSameAs(SessionEffects.NONE);
    }
}
