/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {

    private static Mentions of(String sql) {
        return SqlGrammar.of("postgresql").mentions(sql);
    }

    @Test
    void should_name_everything_as_the_server_does() {
        assertThat(of("SELECT kv.F_kv, \"Odd \"\"name\" FROM s.KV -- comment").names())
                .contains("kv", "f_kv", "Odd \"name", "s")
                .doesNotContain("comment", "KV");
        assertThat(of("SELECT U&\"f\\005fkv\"()").names()).contains("f_kv");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN INSERT INTO t VALUES (1); EXCEPTION WHEN OTHERS THEN NULL; END",
                "BEGIN EXECUTE 'INSERT'; END",
                "NOTIFY news",
                "SELECT 1 WHERE current_setting('transaction_read_only') = 'off'",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1"
            })
    void should_see_what_escapes_a_read_only_transaction_or_hides_its_refusal(String source) {
        assertThat(of(source).escapes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT k FROM kv WHERE v = 'NOTIFY'",
                "BEGIN IF x < 0 THEN RAISE EXCEPTION 'negative'; END IF; RETURN x; END",
                "INSERT INTO kv VALUES (1) ON CONFLICT DO NOTHING",
                "SELECT \"execute\" FROM kv"
            })
    void should_not_mind_what_the_server_refuses_or_what_only_looks_so(String source) {
        assertThat(of(source).escapes()).isFalse();
    }

    @Test
    void should_see_what_may_write() {
        assertThat(of("WITH x AS (DELETE FROM kv RETURNING k) SELECT * FROM x").writes())
                .isTrue();
        assertThat(of("SELECT deleted FROM kv").writes()).isFalse();
    }
}
