/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.Sql;
import io.baton.tests.answers.TiedSessionTest.Place;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that a committed transaction leaves in its session and that no other session has.
 *
 * @param named a word of what the application is told of it
 */
record Tie(Step make, String named, boolean isTie) {

    /** Something that an application does. */
    @FunctionalInterface
    interface Step {
        void in(Connection connection) throws SQLException;
    }

    private static Tie text(String text, String named) {
        return new Tie(connection -> Sql.execute(connection, text), named, true);
    }

    private static Tie none(String text) {
        return new Tie(connection -> Sql.execute(connection, text), "", false);
    }

    static List<String> setUp(Place place) {
        return place == Place.POSTGRES
                ? List.of(
                        "GRANT ALL ON SCHEMA public TO PUBLIC",
                        "CREATE TABLE plain (n int)",
                        "CREATE SEQUENCE numbers",
                        "CREATE FUNCTION temp() RETURNS int LANGUAGE plpgsql AS $$ BEGIN CREATE TEMP TABLE made (n int); RETURN 1; END $$",
                        "CREATE FUNCTION tenant() RETURNS text LANGUAGE sql AS $$ SELECT set_config('app.t', 'b', false) $$",
                        "CREATE FUNCTION locks() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_lock_shared(7); RETURN 1; END $$",
                        "CREATE FUNCTION hears() RETURNS int LANGUAGE plpgsql AS $$ BEGIN LISTEN news; RETURN 1; END $$",
                        "CREATE FUNCTION adds(n int) RETURNS int LANGUAGE sql AS $$ SELECT n + 1 $$",
                        "CREATE VIEW shown AS SELECT tenant() AS t",
                        "CREATE TABLE told (n int)",
                        "CREATE FUNCTION tells() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN SET work_mem = '5MB'; RETURN NEW; END $$",
                        "CREATE TRIGGER t BEFORE INSERT ON told FOR EACH ROW EXECUTE FUNCTION tells()",
                        "GRANT ALL ON ALL TABLES IN SCHEMA public TO app",
                        "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO app")
                : List.of(
                        "CREATE TABLE plain (n INT)",
                        "CREATE TABLE kept (n INT) ENGINE=MyISAM",
                        "CREATE FUNCTION temp() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN CREATE OR REPLACE TEMPORARY TABLE made (n INT); RETURN 1; END",
                        "CREATE FUNCTION tenant() RETURNS INT DETERMINISTIC NO SQL BEGIN SET @v = 7; RETURN 1; END",
                        "CREATE FUNCTION locks() RETURNS INT DETERMINISTIC NO SQL RETURN GET_LOCK(CONCAT('a', CONNECTION_ID()), 0)",
                        "CREATE FUNCTION adds(n INT) RETURNS INT DETERMINISTIC NO SQL RETURN n + 1",
                        "CREATE FUNCTION keeps() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN INSERT INTO kept VALUES (1); RETURN 1; END",
                        "CREATE VIEW shown AS SELECT tenant() AS t",
                        "CREATE TABLE told (n INT)",
                        "CREATE TRIGGER t BEFORE INSERT ON told FOR EACH ROW SET @v = NEW.n");
    }

    static Map<String, Tie> of(Place place) {
        Map<String, Tie> all = new LinkedHashMap<>();
        all.put("a function that makes a temporary table", text("SELECT temp()", "temp"));
        all.put("a function that sets", text("SELECT tenant()", "tenant"));
        all.put("a function that locks", text("SELECT locks()", "locks"));
        all.put("a view that sets", text("SELECT * FROM shown", "shown"));
        all.put("a trigger that sets", text("INSERT INTO told VALUES (1)", "t"));
        all.put("a temporary table", text("CREATE TEMPORARY TABLE own (n int)", "own"));
        all.put(
                "a prepared statement",
                text(place == Place.POSTGRES ? "PREPARE p AS SELECT 1" : "PREPARE p FROM 'SELECT 1'", "prepared"));
        all.put("none", none("SELECT 1"));
        all.put("none, with a function", none("SELECT adds(1)"));
        all.put("none, with a row", none("INSERT INTO plain VALUES (1)"));
        if (place == Place.POSTGRES) {
            all.put("a function that listens", text("SELECT hears()", "hears"));
            all.put("a lock", text("SELECT pg_advisory_lock_shared(7)", "lock"));
            all.put("listening", text("LISTEN news", "news"));
            all.put("a cursor", text("DECLARE c CURSOR WITH HOLD FOR SELECT 1", "cursor"));
            all.put("a seed", text("SELECT setseed(0.5)", "seed"));
        } else {
            all.put("a lock", text("SELECT GET_LOCK(CONCAT('b', CONNECTION_ID()), 0)", "lock"));
            all.put("a variable of a function", text("SET @w = RAND()", "settings"));
            all.put("a handler", text("HANDLER plain OPEN", "cursor"));
        }
        return all;
    }
}
