/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresLexerTest {

    private static final SqlGrammar GRAMMAR = SqlGrammar.of("postgresql");

    /** In the texts here {@code ~n} is a new line, {@code ~r} a carriage return, {@code ~f} a form feed, {@code ~_} a no-break space. */
    private static String text(String written) {
        return written.replace("~n", "\n")
                .replace("~r", "\r")
                .replace("~f", "\f")
                .replace("~_", "\u00a0");
    }

    private static String tokens(String sql) {
        return GRAMMAR.statements(sql).stream()
                .map(statement -> statement.stream()
                        .map(token ->
                                token.isLiteral() ? "'" : token.kind() == Token.Kind.WORD ? token.text() : name(token))
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" ; "));
    }

    private static String name(Token token) {
        return token.name() == null ? token.text() : "<" + token.name() + ">";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    SELECT 1 -- c~r; INSERT                 | SELECT 1 ; INSERT
                    SELECT 1 -- c~n; INSERT                 | SELECT 1 ; INSERT
                    SELECT 1 @--; INSERT~n, 2               | SELECT 1 @ , 2
                    a/* /* */ ; */b                         | A B
                    SELECT~_1                               | SELECT~_1
                    SELECT~f1                               | SELECT 1
                    SELECT 'a\\'; COMMIT                    | SELECT ' ; COMMIT
                    SELECT E'a\\'; COMMIT'                  | SELECT '
                    SELECT e'a'~n'\\'; COMMIT'              | SELECT '
                    SELECT e'a' -- x~n --y~r '\\'; COMMIT'  | SELECT '
                    SELECT e'a' '\\'; COMMIT                | SELECT ' ' ; COMMIT
                    SELECT 'a''b;' , ''                     | SELECT ' , '
                    SELECT B'1', X'1F', N'a'                | SELECT ' , ' , N '
                    SELECT $$;$$, $a$ $$; $a$, a$$b         | SELECT ' , ' , A$$B
                    SELECT $1, $2;x                         | SELECT $ 1 , $ 2 ; X
                    SELECT 1into "a b"                      | SELECT 1 INTO <a b>
                    SELECT 1.5e-3x, 0x1Fz, 1_000_b, .5, 1..2 | SELECT 1.5e-3 X , 0x1F Z , 1_000 _B , . 5 , 1 . . 2
                    U&"s\\0065t_\\+000063onfig" (U&'\\0041') | <set_config> ( ' )
                    U&"d!0061ta" /**/ UESCAPE~n'!' ;x       | <data> ; X
                    U&"a\\\\b""c" u & "x"                   | <a\\b"c> U & <x>
                    "a""b" "SET"                            | <a"b> <SET>
                    \u017fet \u212a \u0131f                  | \u017fET \u212a \u0131F
                    CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); x | CREATE RULE R AS ON INSERT TO T DO ( SELECT 1 ; SELECT 2 ) ; X
                    CREATE OR REPLACE FUNCTION f() BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 END AS end; SELECT 2; END; COMMIT \
                        | CREATE OR REPLACE FUNCTION F ( ) BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 END AS END ; SELECT 2 ; END ; COMMIT
                    SELECT begin atomic; COMMIT             | SELECT BEGIN ATOMIC ; COMMIT
                    {call f(?)}                             | { CALL F ( ? ) }
                    """)
    void should_cut_as_the_server_does(String sql, String tokens) {
        assertThat(tokens(text(sql))).isEqualToIgnoringCase(text(tokens));
    }

    /** The server cuts both to the same name. */
    @Test
    void should_cut_names_that_are_too_long() {
        String longest = "a".repeat(60) + "\u00e9b";
        assertThat(tokens(longest + "x")).isEqualTo("A".repeat(60) + "\u00e9B".substring(0, 2));
        assertThat(tokens("a".repeat(62) + "\u00e9")).isEqualTo("A".repeat(62));
        assertThat(tokens('"' + "a".repeat(70) + '"')).isEqualTo("<" + "a".repeat(63) + ">");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT '\\'; COMMIT; --'", "SELECT 'a\\'', 1, '; COMMIT --'"})
    void should_not_trust_what_depends_on_a_setting(String sql) {
        KnownText known = GRAMMAR.known(sql);
        assertThat(EffectsText.of(known)).isEqualTo("hold UNKNOWN_SETTING");
        assertThat(known.hidesCommits()).isTrue();
        assertThat(GRAMMAR.text(sql).mayCommit()).isTrue();
        assertThat(GRAMMAR.text(sql).looksLikeReading()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 -- c\r; INSERT INTO ev VALUES (1)",
                "SELECT e'a'\n'\\''; DELETE FROM ev --'",
                "SELECT 1;/*/**/;*/DELETE FROM ev"
            })
    void should_see_the_write_that_follows(String sql) {
        assertThat(GRAMMAR.known(sql).access()).isEqualTo(Access.MAY_WRITE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM t WHERE b LIKE ? ESCAPE '\\'",
                "SELECT a FROM t WHERE b LIKE ? ESCAPE '\\' AND c LIKE ? ESCAPE '\\'",
                "SELECT 'a\\b'",
                "SELECT E'\\''",
                "SELECT regexp_replace(a, '\\d+', '')"
            })
    void should_trust_what_can_be_read_in_one_way(String sql) {
        assertThat(GRAMMAR.known(sql).effects()).isSameAs(SessionEffects.NONE);
        assertThat(GRAMMAR.text(sql).looksLikeReading()).isTrue();
    }
}
