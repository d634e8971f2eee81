/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlTextTest {

    private static final SqlGrammar GRAMMAR = SqlGrammar.of("mariadb");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    SELECT a FROM t WHERE b = 'UPDATE'          | READS
                    SELECT a FROM `update` LIMIT 3              | READS
                    SELECT COUNT(*), IFNULL(MAX(a), 0) FROM t   | READS
                    SHOW TABLES                                 | READS
                    DESCRIBE t                                  | MAY_WRITE
                    EXPLAIN SELECT 1                            | READS
                    SET @a = 1                                  | READS
                    USE other                                   | MAY_WRITE
                    BEGIN                                       | READS
                    START TRANSACTION                           | READS
                    ROLLBACK TO s                               | READS
                    SELECT f(1)                                 | LOOKS_LIKE_READING
                    SELECT GET_LOCK('a', 1)                     | LOOKS_LIKE_READING
                    SELECT a FROM t FOR UPDATE                  | MAY_WRITE
                    SELECT a FROM t LOCK IN SHARE MODE          | MAY_WRITE
                    SELECT @a := a FROM t                       | MAY_WRITE
                    SELECT a INTO OUTFILE '/tmp/x' FROM t       | MAY_WRITE
                    /*! UPDATE t SET a = 1 */                   | MAY_WRITE
                    REPLACE INTO t VALUES (1)                   | MAY_WRITE
                    TRUNCATE t                                  | MAY_WRITE
                    START REPLICA                               | MAY_WRITE
                    SET @a = @a + 1                             | MAY_WRITE
                    SET PASSWORD = 'x'                          | MAY_WRITE
                    SET GLOBAL max_connections = 10             | MAY_WRITE
                    SET @@persist.max_connections = 10          | MAY_WRITE
                    SET STATEMENT max_statement_time = 1 FOR UPDATE t SET a = 1 | MAY_WRITE
                    SET STATEMENT max_statement_time = 1 FOR SELECT a FROM t | READS
                    SELECT "f"/**/(1)                           | LOOKS_LIKE_READING
                    SELECT `f` (1)                              | LOOKS_LIKE_READING
                    BEGIN NOT ATOMIC DELETE FROM t; END         | MAY_WRITE
                    TABLE t                                     | READS
                    SET `autocommit` = 1                        | MAY_WRITE
                    """)
    void should_tell_what_can_write(String sql, Access access) {
        assertThat(GRAMMAR.known(sql).access()).isEqualTo(access);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "CALL p()",
                "CREATE TABLE t (a int)",
                "create or replace view v as select 1",
                "DROP TABLE t",
                "ALTER TABLE t ADD b int",
                "TRUNCATE TABLE t",
                "LOCK TABLES t WRITE",
                "GRANT SELECT ON t TO a",
                "EXECUTE q",
                "START REPLICA",
                "BEGIN NOT ATOMIC SELECT 1; END",
                "SET autocommit = 1",
                "XA COMMIT 'x'",
                "INSERT INTO t VALUES (1); ANALYZE TABLE t",
            })
    void should_know_what_commits(String sql) {
        assertThat(GRAMMAR.commitsByItself(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES ('; COMMIT')",
                "CREATE TEMPORARY TABLE t (a int)",
                "DROP TEMPORARY TABLE t",
                "DROP PREPARE q",
                "BEGIN",
                "START TRANSACTION",
                "ROLLBACK",
                "DO f()",
                "UPDATE t SET a = \"\\\", COMMIT\"",
            })
    void should_not_take_for_a_commit_what_is_none(String sql) {
        assertThat(GRAMMAR.commitsByItself(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL p()",
                "/*x*/ execute q",
                "BEGIN NOT ATOMIC SELECT 1; END",
                "SELECT 1; CALL p()",
                "{call p(?)}",
                " { ? = call p() }",
                "/*! CALL p() */",
                "IF 1 THEN CALL p(); END IF",
                "SET STATEMENT max_statement_time = 1 FOR CALL p()",
                "EXECUTE IMMEDIATE 'COMMIT'",
                "l: LOOP COMMIT; LEAVE l; END LOOP",
                "p(1)",
                "XA COMMIT 'x'"
            })
    void should_know_what_may_commit_unseen(String sql) {
        assertThat(GRAMMAR.known(sql).hidesCommits()).isTrue();
        assertThat(SqlGrammar.of("postgresql").known(sql).hidesCommits()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN",
                "BEGIN WORK",
                "SELECT 'call p()'",
                "SELECT `call` FROM t",
                "CREATE TABLE t (a int)",
                "SET STATEMENT max_statement_time = 0.5 FOR UPDATE t SET a = 1",
                "(SELECT 1) UNION (SELECT 2)",
                "WITH x AS (SELECT 1) SELECT * FROM x",
                "LOAD DATA LOCAL INFILE 'x' INTO TABLE t",
                "HANDLER t OPEN",
                "HANDLER t READ FIRST"
            })
    void should_know_what_commits_nothing_unseen(String sql) {
        assertThat(GRAMMAR.known(sql).hidesCommits()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "null", textBlock = """
                    INSERT INTO t (a, `B`) VALUES (1, 2)        | AutoIncrement[schema=null, table=t, columns=[a, b], rows=1, returns=false]
                    insert low_priority into `My T` set a = 1, b = (a = 2) | AutoIncrement[schema=null, table=My T, columns=[a, b], rows=1, returns=false]
                    INSERT Shop.Orders (a) VALUE (LOWER(?)), (DEFAULT), (-1) RETURNING id, a | AutoIncrement[schema=Shop, table=Orders, columns=[a], rows=3, returns=true]
                    INSERT INTO Shop.Orders VALUES (1)          |
                    INSERT INTO t (SELECT a FROM u)             |
                    INSERT INTO t (a) SELECT a FROM u           |
                    INSERT INTO t (a) VALUES ((SELECT a FROM u)) |
                    INSERT INTO t (a) VALUES (f(1))             |
                    INSERT INTO t SET a = `f` (1)               |
                    INSERT INTO t SET a = f(1)                  |
                    INSERT IGNORE INTO t (a) VALUES (1)         |
                    INSERT INTO t (a) VALUES (1) ON DUPLICATE KEY UPDATE a = 2 |
                    INSERT INTO t (a) VALUES (1) AS n ON DUPLICATE KEY UPDATE a = 2 |
                    INSERT INTO t SET a = 1 ON DUPLICATE KEY UPDATE a = 2 |
                    INSERT INTO t PARTITION (p) (a) VALUES (1)  |
                    INSERT INTO t (a                            |
                    INSERT INTO t.                              |
                    INSERT                                      |
                    REPLACE t (a) VALUES (1)                    |
                    SELECT NOW(6)                               | ClockReading[]
                    select current_timestamp as now             | ClockReading[]
                    SELECT a, CURRENT_TIMESTAMP FROM t          | null
                    SELECT CURDATE()                            | null
                    SELECT NOW() > '2000-01-01'                 | null
                    select next value for `s`.q                 | SequenceDraw[sequence=`s`.q, label=next value for `s`.q]
                    SELECT NEXTVAL(q) AS id                     | SequenceDraw[sequence=q, label=id]
                    SELECT NEXTVAL(q) + 1                       | null
                    SELECT NEXT VALUE FOR q, 1                  | null
                    SELECT NEXT VALUE FOR q AS                  | null
                    SELECT a FROM t WHERE b < NOW()             | null
                    UPDATE t SET a = NOW()                      | null
                    INSERT INTO t VALUES (1); INSERT INTO t VALUES (2) | null
                    """)
    void should_know_which_values_are_generated(String sql, String generation) {
        Generation read = GRAMMAR.known(sql).traits().generation();
        assertThat(read == null ? null : read.toString()).isEqualTo(generation);
    }

    @Test
    void should_show_statements_without_values() {
        assertThat(GRAMMAR.shape("SELECT `a` FROM t WHERE n = \"secret\" AND i IN (17, ?) # 'x'"))
                .isEqualTo("SELECT `a` FROM t WHERE n = ? AND i IN ( ? , ? )");
    }
}
