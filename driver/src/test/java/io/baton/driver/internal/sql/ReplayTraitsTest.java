/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.ReplayRefusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTraitsTest {

    private static final SqlGrammar GRAMMAR = SqlGrammar.of("postgresql");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t TO PROGRAM 'mail'",
                "SELECT dblink_exec('other', 'INSERT INTO t VALUES (1)')",
                "SELECT lo_export(1, '/tmp/x')",
                "INSERT INTO t SELECT http_get('x')",
                "SELECT 1; SELECT pg_logical_emit_message(false, 'a', 'b')"
            })
    void should_know_effects_outside_the_transaction(String sql) {
        assertThat(GRAMMAR.known(sql).traits().refusal()).isEqualTo(ReplayRefusal.EXTERNAL_EFFECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'dblink'", "SELECT copy FROM t", "-- dblink\nSELECT 1", "SELECT \"dblink\" FROM t"})
    void should_not_mind_the_same_words_elsewhere(String sql) {
        assertThat(GRAMMAR.known(sql).traits().refusal()).isNull();
    }

    @Test
    void should_obey_the_hint() {
        assertThat(GRAMMAR.known("SELECT /*@noreplay*/ f()").traits().refusal())
                .isEqualTo(ReplayRefusal.DISABLED_BY_HINT);
        assertThat(GRAMMAR.known("SELECT '@noreplay'").traits().refusal()).isNull();
    }

    @Test
    void should_show_a_statement_without_its_values() {
        assertThat(GRAMMAR.shape("SELECT  a1 /* x */ FROM t WHERE n = 'secret' AND i IN (17, $1) AND \"Q\" = 1.5"))
                .isEqualTo("SELECT a1 FROM t WHERE n = ? AND i IN ( ? , $ ? ) AND \"Q\" = ?");
        assertThat(GRAMMAR.shape("SELECT " + "x".repeat(5000))).hasSizeLessThan(210);
    }
}
