/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t WHERE id = ?",
                " select count(*) from t",
                "SHOW timezone",
                "SET search_path = a",
                "SAVEPOINT a",
                "ROLLBACK TO a",
                "BEGIN",
                "COMMIT"
            })
    void should_know_what_only_reads(String sql) {
        assertThat(SqlGrammar.of("postgresql").known(sql).access()).isEqualTo(Access.READS);
        assertThat(SqlGrammar.of("postgresql").known(sql).access().mayWrite(false))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT transfer(1, 2)", "SELECT a.count(x) FROM t"})
    void should_take_the_applications_word_for_functions(String sql) {
        assertThat(SqlGrammar.of("postgresql").known(sql).access()).isEqualTo(Access.LOOKS_LIKE_READING);
        assertThat(SqlGrammar.of("postgresql").known(sql).access().mayWrite(false))
                .isTrue();
        assertThat(SqlGrammar.of("postgresql").known(sql).access().mayWrite(true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "/* x */ update t SET a = 1",
                "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
                "SELECT * FROM t FOR UPDATE",
                "SELECT 1; DELETE FROM t",
                "BEGIN; DELETE FROM t",
                "CALL p()",
                "DECLARE c CURSOR FOR SELECT f()",
                "TRUNCATE t",
                ""
            })
    void should_take_anything_else_for_a_write(String sql) {
        assertThat(SqlGrammar.of("postgresql").known(sql).access().mayWrite(true))
                .isTrue();
    }
}
