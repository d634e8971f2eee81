/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;

/** What words mean to MySQL and MariaDB. */
final class MySqlWords implements Words {

    /**
     * First words of statements that commit what is open, or run text or code that may (MySQL manual, "Statements That Cause an
     * Implicit Commit"; MariaDB manual, "SQL statements That Cause an Implicit Commit").
     */
    private static final Set<String> MAY_COMMIT = Set.of("""
            COMMIT CALL EXECUTE XA CREATE ALTER DROP RENAME TRUNCATE GRANT REVOKE LOCK UNLOCK ANALYZE OPTIMIZE CHECK REPAIR
            CACHE FLUSH RESET INSTALL UNINSTALL STOP CHANGE PURGE SHUTDOWN IMPORT CLONE KILL BACKUP
            """.strip().split("\\s+"));

    /** What is set there is set for everybody. */
    private static final Set<String> OF_SERVER = Set.of("GLOBAL", "PERSIST", "PERSIST_ONLY");

    private static final Set<String> HARMLESS = Set.of("""
            SELECT VALUES FROM WHERE AND OR NOT IN ON AS ANY ALL SOME EXISTS USING BY OVER JOIN LATERAL UNION EXCEPT
            INTERSECT CASE WHEN THEN ELSE BETWEEN LIKE LIMIT OFFSET HAVING DISTINCT COUNT SUM MIN MAX AVG COALESCE NULLIF
            GREATEST LEAST CAST LOWER UPPER TRIM LENGTH SUBSTRING CONCAT ABS ROUND FLOOR CEIL CEILING MOD NOW EXTRACT
            ROW_NUMBER RANK DENSE_RANK IF IFNULL ISNULL CONCAT_WS GROUP_CONCAT CHAR_LENGTH SUBSTR LEFT RIGHT REPLACE
            DATE_FORMAT DATE_ADD DATE_SUB DATEDIFF TIMESTAMPDIFF UNIX_TIMESTAMP FROM_UNIXTIME CURRENT_TIMESTAMP CURDATE
            YEAR MONTH DAY DATE TIME HOUR MINUTE SECOND CONVERT TRUNCATE POWER SQRT SIGN JSON_EXTRACT JSON_UNQUOTE
            JSON_OBJECT JSON_ARRAY JSON_ARRAYAGG DATABASE SCHEMA VERSION USER LOCATE FIELD INET_ATON HEX UNHEX
            BIN_TO_UUID UUID_TO_BIN MATCH AGAINST INDEX KEY PARTITION
            """.strip().split("\\s+"));

    @Override
    public Set<String> reading() {
        return Set.of("SELECT", "VALUES", "TABLE", "SHOW", "WITH", "DESC", "DESCRIBE", "EXPLAIN", "HELP");
    }

    /** The colon: {@code :=} gives a variable a value. */
    @Override
    public Set<String> notOnlyReading() {
        return Set.of("INSERT", "UPDATE", "DELETE", "INTO", "FOR", "LOCK", "CALL", "PROCEDURE", "ANALYZE", ":");
    }

    @Override
    public Set<String> harmlessBeforeParenthesis() {
        return HARMLESS;
    }

    @Override
    public Set<String> withinTransaction() {
        return Set.of("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT");
    }

    /** A variable that gets a value from another one, or from a function, may get another value the second time. */
    @Override
    public boolean onlySets(List<String> statement) {
        boolean begins = begins(statement);
        boolean sets = statement.get(0).equals("SET")
                && !mayCommit(statement)
                && !takesFromElsewhere(statement)
                && statement.stream().noneMatch(OF_SERVER::contains);
        return begins
                || sets
                || statement.get(0).equals("USE")
                || statement.get(0).equals("SHOW");
    }

    private static boolean takesFromElsewhere(List<String> statement) {
        boolean right = false;
        for (String token : statement) {
            right = token.equals("=") || (right && !token.equals(","));
            if (token.equals("(") || (right && token.equals("@"))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean begins(List<String> statement) {
        boolean compound = statement.size() > 1 && statement.get(1).equals("NOT"); // BEGIN NOT ATOMIC
        boolean begin = statement.get(0).equals("BEGIN") && !compound;
        return begin || isFirst(statement, "START", "TRANSACTION");
    }

    private static boolean isFirst(List<String> statement, String first, String second) {
        return statement.size() > 1
                && statement.get(0).equals(first)
                && statement.get(1).equals(second);
    }

    @Override
    public boolean mayCommit(List<String> statement) {
        String first = statement.get(0);
        boolean temporary = (first.equals("CREATE") || first.equals("DROP")) && statement.contains("TEMPORARY");
        boolean prepared = first.equals("DROP") && statement.contains("PREPARE");
        boolean started = (first.equals("START") || first.equals("BEGIN")) && !begins(statement);
        boolean setting = first.equals("SET") && (statement.contains("AUTOCOMMIT") || statement.contains("PASSWORD"));
        return (MAY_COMMIT.contains(first) && !temporary && !prepared)
                || started
                || setting
                || isFirst(statement, "LOAD", "INDEX");
    }

    @Override
    public boolean isInTwoPhases(List<String> statement) {
        return statement.get(0).equals("XA");
    }
}
