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
                    SET GLOBAL a = 1, SESSION wait_timeout = 2  | wait_timeout <- SET SESSION wait_timeout = 2
                    SET SESSION wait_timeout = 1, @@global.b = 2, timestamp = 3 | wait_timeout <- SET SESSION wait_timeout = 1, timestamp <- SET timestamp = 3
                    SET @`a b` = 1, @'C' = 2, @"d""e" = 3       | @a b <- SET @`a b` = 1, @c <- SET @'C' = 2, @d"e <- SET @"d""e" = 3
                    SET @a.b = x'41', @c = _utf8mb4'x', @d = -.5 | @a.b <- SET @a.b = x'41', @c <- SET @c = _utf8mb4'x', hold UNKNOWN_SETTING
                    SET @a = CURRENT_TIMESTAMP                  | hold UNKNOWN_SETTING
                    SET @a = LOCALTIME, @b = other              | hold UNKNOWN_SETTING, hold UNKNOWN_SETTING
                    SET @a = 'it\\'s'                            | hold UNKNOWN_SETTING
                    SET @a = "x"                                | hold UNKNOWN_SETTING
                    SET @ä = 1                                  | hold UNKNOWN_SETTING
                    SET @@session.`sql_mode` = ''               | sql_mode <- SET @@session.`sql_mode` = ''
                    SET LOCAL time_zone = '+01:00', sql_notes=OFF | time_zone <- SET LOCAL time_zone = '+01:00', sql_notes <- SET sql_notes=OFF
                    SET gtid_next = 'AUTOMATIC'                 | hold UNKNOWN_SETTING
                    SET insert_id = 5                           | hold UNKNOWN_SETTING
                    SET `autocommit` = 0                        | commit
                    SET TRANSACTION READ ONLY                   | hold NEXT_TRANSACTION READ ONLY
                    SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY | transaction_isolation <- SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE, transaction_read_only <- SET SESSION TRANSACTION READ ONLY
                    SET STATEMENT max_statement_time = 1.5, sql_mode = 'ANSI' FOR COMMIT | commit
                    SET STATEMENT a = -1 FOR SET @b = 1         | @b <- SET @b = 1
                    SET STATEMENT a = f() FOR SELECT 1          | hold UNKNOWN_SETTING
                    SET STATEMENT a = NEXT VALUE FOR q FOR SELECT 1 | hold UNKNOWN_SETTING
                    SET NAMES utf8mb4 COLLATE utf8mb4_bin       | names <- SET NAMES utf8mb4 COLLATE utf8mb4_bin
                    SET CHARACTER SET utf8mb4                   | names <- SET CHARACTER SET utf8mb4
                    SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE | transaction_isolation <- SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE
                    SET tx_isolation = 'READ-COMMITTED'         | transaction_isolation <- SET tx_isolation = 'READ-COMMITTED'
                    SET autocommit = 0                          | commit
                    SET ROLE admin                              | role <- SET ROLE admin
                    /*!40101 SET NAMES utf8 */;                 | names <- SET NAMES utf8
                    USE `My Db`                                 | database <- USE `My Db`
                    BEGIN                                       | begin
                    START TRANSACTION READ ONLY                 | begin
                    COMMIT WORK                                 | commit
                    ROLLBACK TO SAVEPOINT s                     | rollback to s
                    SAVEPOINT `S`                               | savepoint s
                    CREATE TABLE t (id int)                     | commit
                    CREATE TEMPORARY TABLE IF NOT EXISTS t (id int) | hold TEMPORARY_OBJECT t
                    DROP TEMPORARY TABLE IF EXISTS t            | release TEMPORARY_OBJECT t
                    DROP TABLE t                                | commit, release TEMPORARY_OBJECT t
                    TRUNCATE t                                  | commit
                    ALTER TABLE t ADD x int                     | commit
                    LOCK TABLES t READ                          | commit, hold TABLE_LOCK t
                    UNLOCK TABLES                               | commit, release all TABLE_LOCK
                    SELECT GET_LOCK('job', 10)                  | hold ADVISORY_LOCK 'job'
                    SELECT `get_lock`(?, 10)                    | hold ADVISORY_LOCK of a name that is not certain
                    UPDATE t SET a = GET_LOCK('job', 1)         | hold ADVISORY_LOCK of a name that is not certain
                    {? = call get_lock('job', 1)}               | hold ADVISORY_LOCK of a name that is not certain
                    DO RELEASE_LOCK('job')                      | release ADVISORY_LOCK 'job'
                    SELECT RELEASE_ALL_LOCKS() AS n             | release all ADVISORY_LOCK
                    SELECT @n := @n + 1 FROM t                  | hold UNKNOWN_SETTING
                    SELECT id INTO @x FROM t                    | hold UNKNOWN_SETTING
                    SELECT id INTO/**/@`x` FROM t               | hold UNKNOWN_SETTING
                    CALL p(@x)                                  | hold UNKNOWN_SETTING
                    CREATE TEMPORARY TABLE s.t (a int)          | hold TEMPORARY_OBJECT s.t
                    CREATE OR REPLACE TEMPORARY TABLE `T` (a int) | hold TEMPORARY_OBJECT T
                    DROP TABLE IF EXISTS s2.t, `u`              | commit, release TEMPORARY_OBJECT s2.t, release TEMPORARY_OBJECT u
                    ALTER TABLE t ADD temporary INT             | commit
                    CREATE TABLE t (temporary INT)              | commit
                    ALTER TABLE t RENAME TO u                   | commit, unnamed TEMPORARY_OBJECT
                    CREATE TABLE t AS SELECT GET_LOCK('a', 1)   | commit, hold ADVISORY_LOCK of a name that is not certain
                    CREATE PROCEDURE p() BEGIN SET @a = 1; COMMIT; END | commit
                    CREATE PROCEDURE p() SELECT 1; CALL q(@a)   | commit, hold UNKNOWN_SETTING
                    CREATE FUNCTION f() RETURNS INT BEGIN CASE a WHEN 1 THEN SET @x = 1; END CASE; RETURN 1; END; SET @a = 1 | commit, @a <- SET @a = 1
                    FLUSH TABLES WITH READ LOCK                 | commit, hold TABLE_LOCK FLUSH
                    FLUSH LOCAL TABLES t FOR EXPORT             | commit, hold TABLE_LOCK FLUSH
                    FLUSH PRIVILEGES                            | commit
                    BACKUP STAGE START                          | hold UNKNOWN_SETTING
                    LOCK INSTANCE FOR BACKUP                    | hold UNKNOWN_SETTING
                    IF 1 THEN CALL p(); END IF                  | hold UNKNOWN_SETTING, hold UNKNOWN_SETTING
                    BEGIN NOT ATOMIC SET @a = 1; END            | hold UNKNOWN_SETTING, hold UNKNOWN_SETTING
                    EXECUTE IMMEDIATE 'SET @a = 1'              | hold UNKNOWN_SETTING
                    ANALYZE FORMAT=JSON UPDATE t SET a = 1      | hold UNKNOWN_SETTING
                    GET DIAGNOSTICS @a = ROW_COUNT              | hold UNKNOWN_SETTING
                    XA START 'x'                                | commit, hold UNKNOWN_SETTING
                    COMMIT AND NO CHAIN RELEASE                 | commit
                    ROLLBACK WORK TO `s`                        | rollback to s
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
                "UPDATE t SET a = 'it\\'s, SET x = 1'",
                "UPDATE t SET a = 'don\\'t', b = \"\\\"\", c = 'can\\'t'",
                "SELECT /*!40001 SQL_NO_CACHE */ * FROM t",
                "SELECT 1 /* } */ --\n",
                "# SET a = 1",
                "-- USE x\nSELECT 1",
                "/* LOCK TABLES */ SELECT 1",
                "SET GLOBAL max_connections = 10",
                "SET PERSIST max_connections = 10",
                "SET STATEMENT max_statement_time = 1 FOR SELECT 1",
                "RELEASE SAVEPOINT s",
                "LOAD DATA LOCAL INFILE 'x' INTO TABLE t",
                "SELECT `lock` FROM t WHERE `use` = 1",
                "REPLACE INTO t VALUES (1)",
            })
    void should_see_nothing_where_nothing_is_left(String sql) {
        assertThat(GRAMMAR.known(sql).effects()).isSameAs(SessionEffects.NONE);
    }

    /** What is a string for one server or mode is a statement for another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = '\\' WHERE b = '; CALL p(); -- '",
                "UPDATE t SET a = 1 /*!80000 , b = 2 */",
                "UPDATE t SET a = 1 /*M!100100 , b = 2 */",
                "/*!999 SELECT 1 */",
                "SELECT 1 /*! + /* x */ 1 */",
                "SELECT 1 /* not closed",
                "SELECT $a$ FROM t",
            })
    void should_not_pretend_to_know_what_not_every_server_reads_in_the_same_way(String sql) {
        assertThat(EffectsText.of(GRAMMAR.known(sql))).isEqualTo("hold UNKNOWN_SETTING");
        assertThat(GRAMMAR.known(sql).hidesCommits()).isTrue();
        assertThat(GRAMMAR.known(sql).access()).isEqualTo(Access.MAY_WRITE);
        assertThat(GRAMMAR.text(sql).mayCommit()).isTrue();
    }
}
