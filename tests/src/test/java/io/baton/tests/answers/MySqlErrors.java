/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.mysql.Engine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Texts that raise each number that MySQL or MariaDB have, under the states that they come with. */
final class MySqlErrors {

    private static final String[] STATES = {
        "45000", "HY000", "08S01", "08004", "08007", "40001", "40003", "25006", "28000", "42000", "70100", "23000",
        "57P01"
    };

    private static final Set<Integer> WHILE_COMMITTING = Set.of(1180, 1181, 3100, 1026, 1598, 1950, 1401);

    private static final Map<Integer, String> FAREWELL = Map.of(1053, "08S01", 1927, "70100", 3169, "HY000");

    private MySqlErrors() {}

    static Site site(Engine engine) throws SQLException {
        Site site = Site.of(engine);
        site.createLedger();
        site.asAdmin(
                List.of(
                        "CREATE TABLE plain (n INT)",
                        "CREATE FUNCTION fails(number INT) RETURNS INT DETERMINISTIC NO SQL BEGIN"
                                + " SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = number, MESSAGE_TEXT = 'read-only, See wait_timeout'; RETURN 1; END",
                        "CREATE PROCEDURE failing(number INT) SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = number, MESSAGE_TEXT = 'raised'"));
        return site;
    }

    /** What servers say while they commit, or when they end a session, in the state that they say it with: nobody can tell that it was raised. */
    private static boolean isTheServers(int number, String state) {
        return (WHILE_COMMITTING.contains(number) && state.equals("HY000"))
                || state.equals(FAREWELL.get(number))
                || (FAREWELL.containsKey(number) && state.equals("08S01"));
    }

    static List<String> texts() {
        List<String> all = new ArrayList<>();
        for (int number = 1000; number < 5200; number++) {
            if (number == 4031) { // Connector/J closes its connection, whoever has said it.
                continue;
            }
            all.add("DO fails(" + number + ")");
            all.add("INSERT INTO plain VALUES (fails(" + number + "))");
            String state = STATES[number % STATES.length];
            if (!isTheServers(number, state)) {
                all.add("SIGNAL SQLSTATE '" + state + "' SET MYSQL_ERRNO = " + number + ", MESSAGE_TEXT = 'raised'");
            }
            if (!isTheServers(number, "HY000")) {
                all.add("CALL failing(" + number + ")");
            }
        }
        return all;
    }
}
