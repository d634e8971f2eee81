/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.baton.lab.mysql.Engine;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MariaDbGeneratedValuesTest extends GtidGeneratedValuesTests {

    MariaDbGeneratedValuesTest() {
        super(Engine.MARIADB);
    }

    /** What returns rows, and sequences. */
    static Stream<Arguments> transactionsOfMariaDb() {
        String yes = "SELECT 1";
        String numbered = PLAIN.replace("no int", "no int DEFAULT 7");
        String sequence =
                "CREATE SEQUENCE s; CREATE TABLE t (id bigint PRIMARY KEY DEFAULT NEXT VALUE FOR s, name varchar(20));"
                        + " CREATE TABLE child (parent bigint)";
        String drawn = PLAIN + "; CREATE SEQUENCE s; CREATE TABLE child (parent bigint)";
        String mine = "INSERT INTO t (name) VALUES ('mine')";
        return Stream.of(
                arguments("returning", PLAIN, List.of(mine + " RETURNING id"), "", yes, Fate.KEPT),
                arguments("returning all", PLAIN, List.of(mine + " RETURNING *"), "", yes, Fate.KEPT),
                arguments(
                        "returning of two rows", PLAIN, List.of(mine + ", ('mine') RETURNING id"), "", yes, Fate.KEPT),
                arguments(
                        "another column under the name of the key",
                        numbered,
                        List.of("QUIET " + mine + " RETURNING no AS id"),
                        "",
                        "SELECT COUNT(*) = 0 FROM t WHERE name = 'mine' AND id = 7",
                        Fate.LOST),
                arguments(
                        "another column under the name that drivers use",
                        numbered,
                        List.of("QUIET " + mine + " RETURNING no AS insert_id"),
                        "",
                        "SELECT COUNT(*) = 0 FROM t WHERE name = 'mine' AND id = 7",
                        Fate.KEPT),
                arguments(
                        "an expression",
                        PLAIN,
                        List.of("QUIET " + mine + " RETURNING id + 1 AS id"),
                        "",
                        yes,
                        Fate.LOST),
                arguments("drawn by a default", sequence, List.of(mine + " RETURNING id"), "", yes, Fate.LOST),
                arguments("drawn by a default, not seen", sequence, List.of(mine), "", yes, Fate.KEPT),
                arguments("drawn", drawn, List.of(mine, "QUIET SELECT NEXT VALUE FOR s"), "", yes, Fate.KEPT),
                arguments(
                        "drawn and asked for",
                        drawn,
                        List.of(mine, "QUIET SELECT NEXTVAL(s)", "INSERT INTO child VALUES (LASTVAL(s))"),
                        "",
                        yes,
                        Fate.LOST),
                arguments(
                        "drawn and asked for afterwards",
                        drawn,
                        List.of(mine, "QUIET SELECT NEXTVAL(s)"),
                        "INSERT INTO child VALUES (PREVIOUS VALUE FOR s)",
                        yes,
                        Fate.LOST),
                arguments("set", drawn, List.of(mine, "QUIET SELECT SETVAL(s, 100)"), "", yes, Fate.LOST));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactionsOfMariaDb")
    void should_store_what_was_told_by_rows(
            String name, String schema, List<String> before, String after, String invariant, Fate fate)
            throws SQLException {
        should_store_what_was_told(name, schema, before, after, invariant, fate);
    }
}
