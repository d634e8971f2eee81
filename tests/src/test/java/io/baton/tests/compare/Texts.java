/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.util.List;
import java.util.random.RandomGenerator;

/** The SQL that the applications run: on a table of all kinds of columns, on scratch tables, and wrong on purpose. */
final class Texts {
    private Texts() {}

    /** Brings a database to where every sequence begins. */
    static final String RESET = """
            DROP SCHEMA IF EXISTS work CASCADE; CREATE SCHEMA work; DROP TABLE IF EXISTS extra;
            CREATE TABLE IF NOT EXISTS kinds (id serial PRIMARY KEY, i int, l bigint, d double precision, n numeric(12,3),
              t text, v varchar(20), b boolean, y bytea, dt date, tm time, ts timestamp, tz timestamptz, a int[], u uuid,
              j jsonb, x xml, s smallint, r real, c char(3));
            TRUNCATE kinds RESTART IDENTITY;
            INSERT INTO kinds (i, l, d, n, t, v, b, y, dt, tm, ts, tz, a, u, j, x, s, r, c)
              SELECT k, k * 1000000007::bigint, k / 3.0, k / 7.0, 'text ' || k, 'v' || k, k % 2 = 0, decode(lpad(k::text, 4, '0'), 'hex'),
                date '2026-01-01' + k, time '10:00' + k * interval '1 minute', timestamp '2026-03-29 01:30' + k * interval '1 hour',
                timestamptz '2026-10-25 00:30+00' + k * interval '1 hour', ARRAY[k, k + 1, NULL], md5(k::text)::uuid,
                jsonb_build_object('k', k), xmlelement(name e, k), k, k / 9.0, 'c' || k FROM generate_series(1, 9) k;
            INSERT INTO kinds (i) VALUES (NULL)
            """;

    /** As {@link #RESET}, with keys that a promotion does not let skip numbers, as it does with those of sequences. */
    static final String RESET_WITHOUT_SEQUENCE = """
            CREATE OR REPLACE FUNCTION next_id() RETURNS int LANGUAGE plpgsql AS
              $$ BEGIN RETURN (SELECT coalesce(max(id), 0) + 1 FROM kinds); END $$;
            """
            + RESET.replace("id serial PRIMARY KEY", "id int PRIMARY KEY DEFAULT next_id()")
                    .replace("RESTART IDENTITY", "");

    static final String CONTENTS = "SELECT count(*) || ' rows, ' || md5(string_agg(k::text, ',' ORDER BY id))"
            + " || ', extra: ' || (to_regclass('public.extra') IS NOT NULL) FROM kinds k";

    static final String FUNCTIONS = """
            CREATE OR REPLACE FUNCTION plus(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
            CREATE OR REPLACE FUNCTION in_and_out(INOUT a int, OUT b text) LANGUAGE plpgsql AS $$ BEGIN a := a + 1; b := 'b' || a; END $$;
            CREATE OR REPLACE FUNCTION rows_of(n int) RETURNS refcursor LANGUAGE plpgsql AS $$
              DECLARE c refcursor := 'named'; BEGIN OPEN c FOR SELECT i, t FROM kinds ORDER BY id LIMIT n; RETURN c; END $$;
            CREATE OR REPLACE PROCEDURE add_kind(n int) LANGUAGE sql AS 'INSERT INTO kinds (i) VALUES (n)'
            """;

    private static final List<String> READS = List.of(
            "SELECT * FROM kinds ORDER BY id",
            "SELECT id, i, t FROM kinds ORDER BY id",
            "SELECT id, t, a, ts FROM kinds WHERE i > 3 ORDER BY id DESC",
            "SELECT count(*) AS n FROM kinds",
            "SELECT generate_series(1, 50) AS id",
            "SELECT 1 AS id WHERE false",
            "VALUES (1, 'a'), (2, NULL)",
            "SHOW search_path",
            "SELECT rows_of(3)",
            "SELECT repeat('long ', 5000) AS t",
            "SELECT {fn ucase('x')} AS t, {d '2026-02-03'} AS dt",
            "WITH x AS (SELECT 1 AS id) SELECT * FROM x");

    private static final List<String> WRITES = List.of(
            "INSERT INTO kinds (i, t) VALUES (20, 'new')",
            "INSERT INTO kinds (i) SELECT 30 + k FROM generate_series(1, 3) k",
            "UPDATE kinds SET t = t || '!' WHERE i < 4",
            "DELETE FROM kinds WHERE i = 5",
            "INSERT INTO kinds (i) VALUES (40) RETURNING id, i",
            "CREATE TABLE IF NOT EXISTS extra (id int)",
            "INSERT INTO extra VALUES (1)",
            "SELECT lastval()",
            "SELECT currval('kinds_id_seq')",
            "DO $$ BEGIN RAISE NOTICE 'note'; RAISE WARNING 'warn'; END $$",
            "CALL add_kind(50)",
            "{call add_kind(60)}");

    private static final List<String> WRONG = List.of(
            "SELEC 1",
            "SELECT * FROM missing",
            "SELECT 1/0",
            "INSERT INTO kinds (id) VALUES (1)",
            "INSERT INTO kinds (v) VALUES ('longer than twenty characters')",
            "SELECT 'a'::int",
            "SELECT ?",
            "",
            ";",
            "-- nothing",
            "DO $$ BEGIN RAISE EXCEPTION 'own' USING ERRCODE = '08006'; END $$",
            "SELECT 1; SELECT * FROM missing",
            "DO $$ BEGIN RAISE EXCEPTION 'own' USING ERRCODE = '57P01'; END $$",
            "DO $$ BEGIN RAISE EXCEPTION 'own' USING ERRCODE = '40001'; END $$",
            "DO $$ BEGIN RAISE EXCEPTION 'own' USING ERRCODE = '40P01'; END $$",
            "DO $$ BEGIN RAISE EXCEPTION 'own' USING ERRCODE = '25006'; END $$",
            "DO $$ BEGIN RAISE EXCEPTION 'own' USING ERRCODE = '57014'; END $$",
            "DO $$ BEGIN RAISE EXCEPTION 'own' USING ERRCODE = '08S01'; END $$",
            "SELECT pg_cancel_backend(pg_backend_pid())",
            "INSERT INTO kinds (s) VALUES (99999)",
            "INSERT INTO kinds (id) VALUES (NULL)",
            "ROLLBACK TO SAVEPOINT missing");

    private static final List<String> SESSION = List.of(
            "BEGIN",
            "COMMIT",
            "ROLLBACK",
            "SAVEPOINT a",
            "ROLLBACK TO SAVEPOINT a",
            "RELEASE SAVEPOINT a",
            "SET search_path TO public, pg_catalog",
            "SET TIME ZONE 'Asia/Tokyo'",
            "SET LOCAL work_mem = '5MB'",
            "SET work_mem = '6MB'",
            "RESET work_mem",
            "RESET ALL",
            "DISCARD ALL",
            "SELECT set_config('app.x', '1', false)",
            "SET application_name = 'by text'",
            "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ",
            "CREATE TEMP TABLE scratch (id int)",
            "LISTEN news",
            "NOTIFY news, 'x'",
            "SELECT pg_advisory_xact_lock(7)",
            "DECLARE cur CURSOR FOR SELECT id FROM kinds ORDER BY id",
            "FETCH 2 FROM cur",
            "PREPARE q AS SELECT 1",
            "EXECUTE q",
            "DEALLOCATE ALL");

    private static final List<String> SCRIPTS = List.of(
            "SELECT 1; SELECT 2",
            "UPDATE kinds SET i = i + 1; SELECT count(*) FROM kinds; DELETE FROM kinds WHERE i > 8",
            "SET work_mem = '7MB'; ROLLBACK; SET work_mem = '8MB'",
            "BEGIN; INSERT INTO kinds (i) VALUES (70); COMMIT");

    private static final List<String> PREPARED = List.of(
            "SELECT * FROM kinds WHERE id = ?",
            "SELECT id, i, t FROM kinds WHERE i > ? AND t <> ? ORDER BY id",
            "INSERT INTO kinds (i, t) VALUES (?, ?)",
            "INSERT INTO kinds (i, l, d, n, t) VALUES (?, ?, ?, ?, ?) RETURNING id",
            "UPDATE kinds SET t = ? WHERE id = ?",
            "INSERT INTO kinds (y, dt, ts, tz, a, b) VALUES (?, ?, ?, ?, ?, ?)",
            "SELECT ?::text",
            "SELECT 1 WHERE ? = ANY (?)",
            "SET work_mem = '9MB'",
            "SELECT * FROM missing WHERE id = ?",
            "SELECT ? AS a, ?",
            "DELETE FROM kinds WHERE id = ?");

    private static final List<String> CALLS = List.of(
            "{? = call plus(?, ?)}",
            "{call in_and_out(?, ?)}",
            "{? = call rows_of(?)}",
            "call add_kind(?)",
            "{? = call missing(?)}",
            "{call plus(?, ?)}");

    private static final List<List<String>> ANY =
            List.of(READS, READS, READS, WRITES, WRITES, WRONG, SESSION, SCRIPTS, SESSION);

    static final Vocabulary VOCABULARY = new Vocabulary(ANY, READS, WRITES, PREPARED, CALLS);

    static <T> T pick(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
