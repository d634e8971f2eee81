/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "select a, count(*) from t where b in (1, 2) group by a",
                "/* insert */ SELECT 'nextval(1); DELETE FROM t' -- update",
                "SELECT $$ delete; commit $$, $q$ insert $q$, $1",
                "WITH x AS (SELECT 1) SELECT * FROM x",
                "VALUES (1), (2)",
                "SHOW search_path",
                "SELECT 1; SELECT 2;",
                "SELECT E'it\\'s; DELETE FROM t'",
                "SELECT \"delete\" FROM \"insert\"",
            })
    void should_know_what_only_reads(String sql) {
        assertThat(SqlGrammar.of("postgresql").text(sql).onlyReads()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "INSERT INTO t VALUES (1)",
                "SELECT nextval('s')",
                "SELECT my.count(1)",
                "SELECT \"count\"(1)",
                "SELECT * FROM t FOR UPDATE",
                "SELECT * INTO u FROM t",
                "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
                "SELECT 1; DELETE FROM t",
                "/* /* nested */ SELECT 1 */ DELETE FROM t",
                "EXPLAIN ANALYZE DELETE FROM t",
                "{call f()}",
            })
    void should_not_believe_that_anything_else_only_reads(String sql) {
        assertThat(SqlGrammar.of("postgresql").text(sql).onlyReads()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COMMIT",
                "commit work;",
                "-- done\nEND",
                "INSERT INTO t VALUES (1); COMMIT",
                "CALL p()",
                "{ ? = call p() }",
                "DO $$ BEGIN COMMIT; END $$",
                "PREPARE TRANSACTION 'x'",
            })
    void should_know_what_may_commit(String sql) {
        assertThat(SqlGrammar.of("postgresql").text(sql).mayCommit()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES ('COMMIT')",
                "SELECT 1 -- ; COMMIT",
                "ROLLBACK",
                "SELECT \"COMMIT\"",
                "PREPARE q AS SELECT 1",
            })
    void should_not_see_a_commit_where_there_is_none(String sql) {
        assertThat(SqlGrammar.of("postgresql").text(sql).mayCommit()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "commit work", "END", "end transaction;"})
    void should_know_a_commit(String sql) {
        assertThat(SqlGrammar.of("postgresql").text(sql).isCommit()).isTrue();
        assertThat(SqlGrammar.of("postgresql").text(sql).commitsInParts()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK", "rollback;", "ABORT", "/* no */ ROLLBACK WORK"})
    void should_know_a_rollback(String sql) {
        assertThat(SqlGrammar.of("postgresql").text(sql).rollsBack()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK TO SAVEPOINT a", "ROLLBACK; INSERT INTO t VALUES (1)", "COMMIT", ""})
    void should_not_take_anything_else_for_one(String sql) {
        assertThat(SqlGrammar.of("postgresql").text(sql).rollsBack()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET a = 1", "BEGIN", "start transaction read only", "BEGIN; SET LOCAL a = 1", "SHOW a"})
    void should_know_what_concerns_the_session_alone(String sql) {
        assertThat(SqlGrammar.of("postgresql").text(sql).onlySets()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN; INSERT INTO t VALUES (1)", "COMMIT", "SAVEPOINT a", ""})
    void should_not_take_more_for_that(String sql) {
        assertThat(SqlGrammar.of("postgresql").text(sql).onlySets()).isFalse();
    }
}
