/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts of which each leaves something in a session, or may, written in ways that nobody would look for it in. */
final class Disguises {

    /** What leaves something when it is called, and what only might; {@code set_tenant} and the like are functions of the application. */
    private static final List<String> CALLS = List.of(
            "set_config('app.tenant', 'b', false)",
            "set_config('app.tenant', 'b', true)",
            "set_config('work_mem', '5MB', false)",
            "pg_advisory_lock(7)::text",
            "pg_try_advisory_lock(8)::text",
            "pg_advisory_xact_lock(9)::text",
            "set_tenant('b')",
            "calls_it('b')",
            "atomic_it('b')",
            "lock_it()",
            "make_it()",
            "sets_locally('b')",
            "harmless('b')",
            "lower('B')");

    private static final List<String> STATEMENTS = List.of(
            "SET app.tenant = 'b'",
            "SET LOCAL app.tenant = 'b'",
            "SET local.x = 'b'",
            "SET SESSION work_mem TO '5MB'",
            "SET TIME ZONE 'Asia/Tokyo'",
            "SET ROLE worker",
            "LISTEN orders",
            "CREATE TEMP TABLE basket (id int)",
            "CREATE TEMP TABLE basket (id int) ON COMMIT DROP",
            "CREATE TABLE pg_temp.basket (id int)",
            "CREATE LOCAL TEMPORARY VIEW basket AS SELECT 1 AS one",
            "CREATE TEMP SEQUENCE basket",
            "CREATE FUNCTION pg_temp.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE DOMAIN pg_temp.d AS int",
            "SELECT 1 AS one INTO pg_temp.basket",
            "SELECT 1 AS one INTO TEMP TABLE basket",
            "CREATE TABLE pg_temp.basket AS SELECT 1 AS one",
            "PREPARE q AS SELECT 1",
            "PREPARE q AS SELECT set_config('app.tenant', 'b', false); EXECUTE q; DEALLOCATE q",
            "BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT 'a'::text AS without; COMMIT",
            "BEGIN; SET app.tenant = 'b'; COMMIT",
            "BEGIN; SET app.tenant = 'b'; ROLLBACK",
            "SELECT * FROM sets_in_view",
            "SELECT * FROM sets_in_view_of_view",
            "SELECT count(*) FROM policed",
            "INSERT INTO triggering VALUES (1)",
            "INSERT INTO defaulting (id) VALUES (1)",
            "INSERT INTO domained VALUES ('x')",
            "DELETE FROM parent_of_triggering",
            "SELECT 'a'::text @@@ 'b'::text",
            "SELECT r.sets_of_row FROM plain r",
            "CALL sets_in_procedure()",
            "SELECT agg_it(n::text) FROM plain",
            "SET search_path = pg_temp; CREATE TABLE basket (id int); SET search_path = DEFAULT",
            "EXPLAIN (ANALYZE) CREATE TEMP TABLE basket AS SELECT 1 AS one",
            "DO $$ BEGIN PERFORM count(*) FROM plain; END $$",
            "SELECT count(*) FROM plain",
            "UPDATE plain SET n = n");

    private final Random random;

    Disguises(long seed) {
        random = new Random(seed);
    }

    String next() {
        String text = random.nextInt(3) > 0 ? call() : any(STATEMENTS);
        return random.nextInt(4) == 0 ? "SELECT 1;" + blank() + text : text;
    }

    private String call() {
        String call = disguised(any(CALLS));
        return switch (random.nextInt(14)) {
            case 0 -> "SELECT CASE WHEN false THEN " + call + " END";
            case 1 -> "SELECT CASE WHEN true THEN " + call + " END";
            case 2 -> "WITH x AS MATERIALIZED (SELECT " + call + " AS y) SELECT y FROM x";
            case 3 -> "SELECT y FROM (SELECT " + call + " AS y OFFSET 0) AS x";
            case 4 -> "SELECT 1 FROM plain WHERE " + call + " IS NULL";
            case 5 -> "SELECT false AND " + call + " IS NULL";
            case 6 -> "DO $$ BEGIN PERFORM " + call + "; END $$";
            case 7 -> "DO 'BEGIN EXECUTE ''SELECT 1''; PERFORM " + call.replace("'", "''") + "; END'";
            case 8 -> "INSERT INTO noted SELECT " + call;
            case 9 -> "UPDATE plain SET n = n WHERE " + call + " IS NULL";
            case 10 -> "VALUES (" + call + ")";
            case 11 -> "EXPLAIN (ANALYZE, COSTS off) SELECT " + call;
            case 12 -> "SELECT * FROM plain ORDER BY " + call;
            default -> "SELECT" + blank() + call;
        };
    }

    /** The name of the function spelt in another way, and white space behind it. */
    private String disguised(String call) {
        int open = call.indexOf('(');
        String name = call.substring(0, open);
        boolean own = name.startsWith("set_config") || name.startsWith("pg_") || name.equals("lower");
        String schema = own ? "pg_catalog" : "public";
        String spelt = switch (random.nextInt(7)) {
            case 0 -> '"' + name + '"';
            case 1 -> mixed(name);
            case 2 -> schema + blank() + "." + blank() + mixed(name);
            case 3 -> '"' + schema + "\"." + '"' + name + '"';
            case 4 -> "U&\"" + escaped(name, '\\') + '"';
            case 5 -> "U&\"" + escaped(name, '!') + "\" UESCAPE '!'";
            default -> name;
        };
        return spelt + (random.nextBoolean() ? blank() : "") + call.substring(open);
    }

    private String mixed(String name) {
        StringBuilder mixed = new StringBuilder();
        name.chars().forEach(c -> mixed.append((char) (random.nextBoolean() ? Character.toUpperCase(c) : c)));
        return mixed.toString();
    }

    private String escaped(String name, char escape) {
        int at = random.nextInt(name.length());
        return name.substring(0, at) + escape + String.format("%04x", (int) name.charAt(at)) + name.substring(at + 1);
    }

    private String blank() {
        List<String> blanks =
                new ArrayList<>(List.of(" ", "\n", "\t ", "/* x */", "/* /* ' */ */", " -- ' x\n", " -- $$\r", "\f"));
        return any(blanks);
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
