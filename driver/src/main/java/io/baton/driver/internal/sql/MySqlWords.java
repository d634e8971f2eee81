/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What words mean to MySQL and MariaDB. */
final class MySqlWords implements Words {

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
            MATCH AGAINST INDEX KEY PARTITION SLEEP BENCHMARK CONNECTION_ID CURRENT_USER SESSION_USER SYSTEM_USER SHA2
            CRC32 LPAD RPAD LTRIM RTRIM REPEAT REVERSE INSTR POSITION FORMAT ELT FIND_IN_SET STR_TO_DATE TIME_FORMAT LAST_DAY
            QUARTER WEEK WEEKDAY DAYOFWEEK DAYOFMONTH DAYOFYEAR TO_DAYS UTC_TIMESTAMP POW EXP LN LOG LOG10 LOG2 STD STDDEV VARIANCE
            BIT_AND BIT_OR BIT_XOR LAG LEAD FIRST_VALUE LAST_VALUE NTH_VALUE NTILE PERCENT_RANK CUME_DIST
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
        return Set.of("SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT");
    }

    /** A variable that gets a value from another one, or from a function, may get another value the second time. */
    @Override
    public boolean onlySets(List<String> statement) {
        return switch (MySqlForm.of(statement)) {
            case BEGIN, USE -> true;
            case SHOW -> statement.get(0).equals("SHOW");
            case SET ->
                !mayCommit(statement)
                        && !takesFromElsewhere(statement)
                        && statement.stream().noneMatch(OF_SERVER::contains);
            default -> false;
        };
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
        return MySqlForm.of(statement) == MySqlForm.BEGIN;
    }

    @Override
    public boolean mayCommit(List<String> statement) {
        MySqlForm form = MySqlForm.of(statement);
        return form.mayCommit() || (form == MySqlForm.SET && mayCommitBySetting(statement));
    }

    /** Accounts are changed at once, and auto-commit may be switched on, whichever way its name is written. */
    private static boolean mayCommitBySetting(List<String> statement) {
        boolean ofAccounts =
                statement.contains("PASSWORD") || (statement.contains("DEFAULT") && statement.contains("ROLE"));
        return ofAccounts
                || statement.stream()
                        .anyMatch(word -> word.toUpperCase(Locale.ROOT).contains("AUTOCOMMIT"));
    }

    @Override
    public boolean isInTwoPhases(List<String> statement) {
        return MySqlForm.of(statement) == MySqlForm.XA;
    }

    /** Each is one of its own. */
    @Override
    public boolean shareTransaction() {
        return false;
    }
}
