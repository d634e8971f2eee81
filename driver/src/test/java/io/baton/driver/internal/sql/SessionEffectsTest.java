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
                    select 1, pg_catalog.set_config('A','1', FALSE) | a <- SELECT pg_catalog.set_config('A','1', FALSE)
                    SELECT set_config($1, $2, false)            | hold UNKNOWN_SETTING
                    SELECT set_config('a.B', ?, false)          | a.b <- as bound
                    /* x */ SELECT pg_catalog.set_config('a', ?::text, false) AS a; | a <- as bound
                    SELECT set_config('a', cast(? as text), false) | a <- as bound
                    SELECT set_config('a', lower(?), false)     | hold UNKNOWN_SETTING
                    SELECT set_config('a', ?, false), count(*) FROM t | hold UNKNOWN_SETTING
                    SELECT set_config('a', ?, false); SELECT 1  | hold UNKNOWN_SETTING
                    SELECT set_config('a', ?, ?)                | hold UNKNOWN_SETTING
                    SELECT set_config(?, ?, false)              | hold UNKNOWN_SETTING
                    SELECT f(set_config('a', ?, false))         | hold UNKNOWN_SETTING
                    SELECT set_config('a', (SELECT 1, FALSE     | hold UNKNOWN_SETTING
                    LISTEN Orders                               | hold LISTEN orders
                    UNLISTEN orders                             | release LISTEN orders
                    UNLISTEN *                                  | release all LISTEN
                    CREATE TEMP TABLE t (id int)                | hold TEMPORARY_OBJECT t
                    CREATE TEMPORARY VIEW "V" AS SELECT 1       | hold TEMPORARY_OBJECT V
                    CREATE TEMP TABLE IF NOT EXISTS t AS SELECT | hold TEMPORARY_OBJECT t
                    SELECT * INTO TEMP t FROM u                 | hold TEMPORARY_OBJECT t
                    CREATE TABLE pg_temp.t (id int)             | hold TEMPORARY_OBJECT t
                    DROP TABLE t                                | release TEMPORARY_OBJECT t
                    PREPARE q AS SELECT 1                       | hold PREPARED_BY_SQL q
                    DEALLOCATE PREPARE q                        | release PREPARED_BY_SQL q
                    DEALLOCATE ALL                              | release all PREPARED_BY_SQL
                    PREPARE TRANSACTION 'x'                     | commit
                    DECLARE c CURSOR WITH HOLD FOR SELECT 1     | hold HELD_CURSOR c
                    CLOSE c                                     | release HELD_CURSOR c
                    CLOSE ALL                                   | release all HELD_CURSOR
                    LOAD 'auto_explain'                         | hold LIBRARY 'auto_explain'
                    SELECT pg_advisory_lock(1, 2)               | hold ADVISORY_LOCK 1, 2
                    SELECT pg_try_advisory_lock(?)              | hold ADVISORY_LOCK ?
                    SELECT pg_advisory_unlock(1, 2)             | release ADVISORY_LOCK 1, 2
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
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SET a = 1'",
                "RELEASE SAVEPOINT s",
                "ROLLBACK PREPARED 'x'",
                "DO $$ BEGIN PERFORM 1; END $$",
            })
    void should_see_nothing_where_nothing_is_left(String sql) {
        assertThat(GRAMMAR.known(sql).effects()).isSameAs(SessionEffects.NONE);
    }
}
