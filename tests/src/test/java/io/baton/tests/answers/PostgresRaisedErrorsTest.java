/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

class PostgresRaisedErrorsTest extends RaisedErrors {

    /** All classes that the server has, and some that it has not. */
    private static final String CLASSES =
            "01 02 03 08 09 0A 0B 0F 0L 0P 0Z 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B 3D 3F 40 42 44"
                    + " 45 53 54 55 57 58 72 F0 HV P0 XX ZZ";

    private static final String SUBCLASSES =
            "000 001 002 003 004 005 006 007 008 009 00A 00B 00C 00D 00E 00F 00G 010 011 P01 P02 P03 P04 P05 P06 P07";

    @Override
    Site start() throws SQLException {
        Site site = Site.postgres();
        site.asAdmin(List.of(
                "CREATE TABLE plain (n int)",
                "GRANT ALL ON plain TO app",
                "CREATE FUNCTION fails(state text) RETURNS int LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = state; END $$",
                "CREATE PROCEDURE failing(state text) LANGUAGE plpgsql AS"
                        + " $$ BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = state; END $$"));
        return site;
    }

    @Override
    List<String> texts() {
        List<String> all = new ArrayList<>();
        for (String ofClass : CLASSES.split(" ", -1)) {
            for (String within : SUBCLASSES.split(" ", -1)) {
                String state = ofClass + within;
                all.add("DO $$ BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = '" + state + "'; END $$");
                all.add("SELECT fails('" + state + "')");
                all.add("CALL failing('" + state + "')");
                all.add("INSERT INTO plain VALUES (fails('" + state + "'))");
            }
        }
        return all;
    }
}
