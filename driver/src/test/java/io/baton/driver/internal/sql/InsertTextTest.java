/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsertTextTest {

    private static final Map<String, String> ID = Map.of("id", "'7'::bigint");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        insert into person (name) values (?)                      | insert into person ("name", "id") OVERRIDING SYSTEM VALUE VALUES (?, '7'::bigint)
        insert into person (name, id) values (?,default)          | insert into person ("name", "id") OVERRIDING SYSTEM VALUE VALUES (?, '7'::bigint)
        INSERT INTO s."P" (Name) VALUES (f(1, ?)) RETURNING "id"   | INSERT INTO s."P" ("name", "id") OVERRIDING SYSTEM VALUE VALUES (f(1, ?), '7'::bigint) RETURNING "id"
        insert into p default values returning id                 | insert into p ("id") OVERRIDING SYSTEM VALUE VALUES ('7'::bigint) returning id
        insert into p (n) overriding system value values (1)      | insert into p ("n", "id") OVERRIDING SYSTEM VALUE VALUES (1, '7'::bigint)
        /* why */ insert into p (n) values (');,(')               | /* why */ insert into p ("n", "id") OVERRIDING SYSTEM VALUE VALUES (');,(', '7'::bigint)
        """, quoteCharacter = '\u0000')
    void should_give_the_value_that_the_server_made(String sql, String expected) {
        InsertText insert = InsertText.parse(sql).orElseThrow();
        assertThat(insert.leavesToDefault("id")).isTrue();
        assertThat(insert.giving(List.of(ID)).strip()).isEqualTo(expected);
    }

    @Test
    void should_give_each_row_its_own() {
        InsertText insert = InsertText.parse("INSERT INTO p (n) VALUES (?), (?) RETURNING *")
                .orElseThrow();
        assertThat(insert.rows()).isEqualTo(2);
        assertThat(insert.giving(List.of(Map.of("id", "1"), Map.of("id", "2"))))
                .isEqualTo("INSERT INTO p (\"n\", \"id\") OVERRIDING SYSTEM VALUE VALUES (?, 1), (?, 2) RETURNING *");
    }

    @Test
    void should_know_the_sequence_that_the_statement_draws_from() {
        InsertText insert = InsertText.parse(
                        "insert into p (id, n) values (nextval('p_seq'), ?), (nextval('p_seq'), 1)")
                .orElseThrow();
        assertThat(insert.leavesToDefault("id")).isFalse();
        assertThat(insert.drawnFrom("id")).isEqualTo("p_seq");
        assertThat(insert.drawnFrom("n")).isNull();
        assertThat(insert.giving(List.of(ID, ID)).strip())
                .isEqualTo(
                        "insert into p (\"id\", \"n\") OVERRIDING SYSTEM VALUE VALUES ('7'::bigint, ?), ('7'::bigint, 1)");
        assertThat(InsertText.parse("insert into p (id) values (nextval('a')), (nextval('b'))")
                        .orElseThrow()
                        .drawnFrom("id"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        id, "No", p.at, s.p.note          | id,No,at,note
        *                                  | a,b,c,d
        p.*                                | a,b,c,d
        id AS no, id no, id::int, f(id, 1) | null,null,null,null
        old.id, new.id, (id), id           | null,null,null,id
        *, id                              | null,null,null,null
        id, (1, 2), array[1, 2], no        | id,null,null,no
        """, quoteCharacter = '\u0000')
    void should_know_which_columns_come_back(String list, String expected) {
        InsertText insert = InsertText.parse("INSERT INTO p (n) VALUES (1) RETURNING " + list)
                .orElseThrow();
        assertThat(String.join(
                        ",",
                        insert.returned(List.of("a", "b", "c", "d")).stream()
                                .map(String::valueOf)
                                .toList()))
                .isEqualTo(expected);
    }

    @Test
    void should_leave_alone_what_the_application_gave() {
        InsertText insert =
                InsertText.parse("INSERT INTO p (id, n) VALUES (?, default)").orElseThrow();
        assertThat(insert.leavesToDefault("id")).isFalse();
        assertThat(insert.leavesToDefault("n")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO p (n) SELECT 1",
                "INSERT INTO p VALUES (1)",
                "INSERT INTO p (n) VALUES (1) ON CONFLICT DO NOTHING",
                "INSERT INTO p (n) VALUES (1, 2)",
                "INSERT INTO p (n) VALUES ()",
                "INSERT INTO p (n) VALUES (1",
                "INSERT INTO p (n) OVERRIDING USER VALUE VALUES (1)",
                "INSERT INTO p (n) OVERRIDING",
                "INSERT INTO p (n",
                "INSERT INTO",
                "INSERT",
                "INSERT INTO p AS q (n) VALUES (1)",
                "INSERT INTO p (n) VALUES (1); INSERT INTO p (n) VALUES (2)",
                "WITH x AS (SELECT 1) INSERT INTO p (n) VALUES (1)",
                "UPDATE p SET n = 1",
                ""
            })
    void should_not_take_anything_else_for_one(String sql) {
        assertThat(InsertText.parse(sql)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        select nextval('person_seq')         | person_seq | SELECT '7'::bigint AS "nextval"
        SELECT nextval ('s."It''s"') AS "Id" | s."It's"   | SELECT '7'::bigint AS "Id"
        select nextval('s') id               | s          | SELECT '7'::bigint AS "id"
        """, quoteCharacter = '\u0000')
    void should_know_the_drawing_of_a_key(String sql, String sequence, String giving) {
        DrawText draw = DrawText.parse(sql).orElseThrow();
        assertThat(draw.name()).isEqualTo(sequence);
        assertThat(draw.giving(7)).isEqualTo(giving);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select nextval(?)",
                "select nextval('s'), 1",
                "select nextval('s') from generate_series(1, 2)",
                "select nextval('s') + 1",
                "select nextval('s'), nextval('s')",
                "select 1"
            })
    void should_not_take_anything_else_for_drawing(String sql) {
        assertThat(DrawText.parse(sql)).isEmpty();
    }
}
