/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;

/** What words mean to PostgreSQL. */
final class PostgresWords implements Words {

    /** What they do is done to the session alone, and done anew in another one. */
    private static final Set<String> SETTING = Set.of("SET", "RESET", "SHOW", "BEGIN", "START");

    /** First words of statements that end a transaction, or run code that may. */
    private static final Set<String> MAY_COMMIT = Set.of("COMMIT", "END", "PREPARE", "CALL", "DO");

    /** Of these, what the server lets commit in a transaction that somebody else began (2D000 for the others). */
    private static final Set<String> MAY_COMMIT_WITHIN = Set.of("COMMIT", "END", "PREPARE");

    /** No event trigger sees them. */
    private static final Set<String> OF_THE_SESSION = Set.of("LISTEN", "UNLISTEN", "DEALLOCATE", "DISCARD");

    private static final Set<String> HARMLESS = Set.of("""
            SELECT VALUES FROM WHERE AND OR NOT IN ON AS ANY ALL SOME EXISTS USING BY OVER FILTER JOIN
            LATERAL UNION EXCEPT INTERSECT CASE WHEN THEN ELSE BETWEEN LIKE LIMIT OFFSET HAVING DISTINCT
            COUNT SUM MIN MAX AVG COALESCE NULLIF GREATEST LEAST CAST LOWER UPPER TRIM LENGTH SUBSTRING
            CONCAT ABS ROUND FLOOR CEIL MOD NOW EXTRACT DATE_TRUNC TO_CHAR ROW_NUMBER RANK
            """.strip().split("\\s+"));

    @Override
    public Set<String> reading() {
        return Set.of("SELECT", "VALUES", "TABLE", "SHOW", "WITH");
    }

    @Override
    public Set<String> notOnlyReading() {
        return Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "INTO", "FOR", "CALL", "PG_NOTIFY");
    }

    @Override
    public Set<String> harmlessBeforeParenthesis() {
        return HARMLESS;
    }

    @Override
    public Set<String> withinTransaction() {
        return Set.of("BEGIN", "START", "SAVEPOINT", "RELEASE", "ROLLBACK", "ABORT", "COMMIT", "END");
    }

    @Override
    public boolean onlySets(List<String> statement) {
        return SETTING.contains(statement.get(0));
    }

    @Override
    public boolean begins(List<String> statement) {
        return statement.get(0).equals("BEGIN") || statement.get(0).equals("START");
    }

    @Override
    public boolean mayCommit(List<String> statement) {
        return (MAY_COMMIT.contains(statement.get(0)) && !preparesStatement(statement)) || statement.contains("CALL");
    }

    @Override
    public boolean mayCommitWithin(List<String> statement) {
        return MAY_COMMIT_WITHIN.contains(statement.get(0)) && !preparesStatement(statement);
    }

    /** PREPARE of a statement, not of a transaction. */
    private static boolean preparesStatement(List<String> statement) {
        return statement.get(0).equals("PREPARE")
                && !(statement.size() > 1 && statement.get(1).equals("TRANSACTION"));
    }

    @Override
    public boolean diesWithSession(List<String> statement) {
        return OF_THE_SESSION.contains(statement.get(0));
    }

    /** PREPARE TRANSACTION, COMMIT PREPARED. */
    @Override
    public boolean isInTwoPhases(List<String> statement) {
        return statement.size() > 1
                && (statement.get(1).equals("PREPARED")
                        || (statement.get(0).equals("PREPARE")
                                && statement.get(1).equals("TRANSACTION")));
    }

    /** The drivers send them in one message, or before one Sync. */
    @Override
    public boolean shareTransaction() {
        return true;
    }
}
