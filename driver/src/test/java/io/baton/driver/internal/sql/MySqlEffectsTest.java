/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlEffectsTest {

    private static final SqlGrammar GRAMMAR = SqlGrammar.of("mysql");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    SET @a = 1                                  | @a <- SET @a = 1
                    set @A := 'x', @b = -2.5                    | @a <- SET @A := 'x', @b <- SET @b = -2.5
                    SET @a = @b                                 | hold UNKNOWN_SETTING
                    SET @a = (SELECT 1)                         | hold UNKNOWN_SETTING
                    SET @a = NOW()                              | hold UNKNOWN_SETTING
                    SET @a = ?                                  | @a <- as bound
                    SET @a = ?, @b = 1                          | hold UNKNOWN_SETTING, @b <- SET @b = 1
                    SET SESSION time_zone = '+00:00'            | time_zone <- SET SESSION time_zone = '+00:00'
                    SET @@session.sql_mode = 'ANSI'             | sql_mode <- SET @@session.sql_mode = 'ANSI'
                    SET sql_mode = DEFAULT                      | reset sql_mode
                    SET GLOBAL a = 1, SESSION b = 2             | b <- SET SESSION b = 2
                    SET SESSION a = 1, @@global.b = 2, c = 3    | a <- SET SESSION a = 1, c <- SET c = 3
                    SET NAMES utf8mb4 COLLATE utf8mb4_bin       | names <- SET NAMES utf8mb4 COLLATE utf8mb4_bin
                    SET CHARACTER SET utf8mb4                   | names <- SET CHARACTER SET utf8mb4
                    SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE | transaction_isolation <- SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE
                    SET tx_isolation = 'READ-COMMITTED'         | transaction_isolation <- SET tx_isolation = 'READ-COMMITTED'
                    SET autocommit = 0                          | commit, hold UNKNOWN_SETTING
                    SET ROLE admin                              | role <- SET ROLE admin
                    /*!40101 SET NAMES utf8 */;                 | names <- SET NAMES utf8
                    USE `My Db`                                 | database <- USE `My Db`
                    BEGIN                                       | begin
                    START TRANSACTION READ ONLY                 | begin
                    COMMIT WORK                                 | commit
                    ROLLBACK TO SAVEPOINT s                     | rollback to s
                    SAVEPOINT `S`                               | savepoint S
                    CREATE TABLE t (id int)                     | commit
                    CREATE TEMPORARY TABLE IF NOT EXISTS t (id int) | hold TEMPORARY_OBJECT t
                    DROP TEMPORARY TABLE IF EXISTS t            | release TEMPORARY_OBJECT t
                    DROP TABLE t                                | commit, release TEMPORARY_OBJECT t
                    TRUNCATE t                                  | commit
                    ALTER TABLE t ADD x int                     | commit
                    LOCK TABLES t READ                          | commit, hold TABLE_LOCK t
                    UNLOCK TABLES                               | commit, release all TABLE_LOCK
                    SELECT GET_LOCK('job', 10)                  | hold ADVISORY_LOCK 'job', 10
                    DO RELEASE_LOCK('job')                      | release all ADVISORY_LOCK
                    SELECT @n := @n + 1 FROM t                  | hold UNKNOWN_SETTING
                    SELECT id INTO @x FROM t                    | hold UNKNOWN_SETTING
                    PREPARE q FROM 'SELECT 1'                   | hold PREPARED_BY_SQL q
                    DEALLOCATE PREPARE q                        | release PREPARED_BY_SQL q
                    HANDLER t OPEN                              | hold HELD_CURSOR t
                    HANDLER t CLOSE                             | release HELD_CURSOR t
                    """)
    void should_read_what_a_text_leaves_behind(String sql, String effects) {
        assertThat(EffectsText.of(GRAMMAR.known(sql))).isEqualTo(effects);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT 1",
                "UPDATE t SET a = 1 WHERE b = \"SET x = 1\"",
                "UPDATE t SET a = 'it\\'s; SET x = 1'",
                "# SET a = 1",
                "-- USE x\nSELECT 1",
                "/* LOCK TABLES */ SELECT 1",
                "SET TRANSACTION READ ONLY",
                "SET GLOBAL max_connections = 10",
                "SET PERSIST max_connections = 10",
                "SET STATEMENT max_statement_time = 1 FOR SELECT 1",
                "SET insert_id = 5",
                "RELEASE SAVEPOINT s",
                "LOAD DATA LOCAL INFILE 'x' INTO TABLE t",
                "SELECT `lock` FROM t WHERE `use` = 1",
                "REPLACE INTO t VALUES (1)",
            })
    void should_see_nothing_where_nothing_is_left(String sql) {
        assertThat(GRAMMAR.known(sql).effects()).isSameAs(SessionEffects.NONE);
    }
}
