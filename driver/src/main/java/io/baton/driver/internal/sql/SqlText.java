/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a text does to data and transactions. Used when a call has failed, not before each one. Conservative: what it
 * does not recognise may write and may commit nothing it does not say.
 */
public final class SqlText {

    private static final Set<String> READING = Set.of("SELECT", "VALUES", "TABLE", "SHOW", "WITH");

    /** What they do is done to the session alone, and done anew in another one. */
    private static final Set<String> SETTING = Set.of("SET", "RESET", "SHOW", "BEGIN", "START");

    /** In a statement that begins like a read, these make it write, lock or unknown. */
    private static final Set<String> NOT_ONLY_READING =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "INTO", "FOR", "CALL");

    /** First words of statements that end a transaction, or run code that may. */
    private static final Set<String> MAY_COMMIT = Set.of("COMMIT", "END", "PREPARE", "CALL", "DO");

    private static final Set<String> ROLLING_BACK = Set.of("ROLLBACK", "ABORT");

    /** Words that stand before a parenthesis without being a function, and functions known to have no effect. */
    private static final Set<String> HARMLESS_BEFORE_PARENTHESIS = Set.of(
            "SELECT",
            "VALUES",
            "FROM",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "ON",
            "AS",
            "ANY",
            "ALL",
            "SOME",
            "EXISTS",
            "USING",
            "BY",
            "OVER",
            "FILTER",
            "JOIN",
            "LATERAL",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "BETWEEN",
            "LIKE",
            "LIMIT",
            "OFFSET",
            "HAVING",
            "DISTINCT",
            "COUNT",
            "SUM",
            "MIN",
            "MAX",
            "AVG",
            "COALESCE",
            "NULLIF",
            "GREATEST",
            "LEAST",
            "CAST",
            "LOWER",
            "UPPER",
            "TRIM",
            "LENGTH",
            "SUBSTRING",
            "CONCAT",
            "ABS",
            "ROUND",
            "FLOOR",
            "CEIL",
            "MOD",
            "NOW",
            "EXTRACT",
            "DATE_TRUNC",
            "TO_CHAR",
            "ROW_NUMBER",
            "RANK");

    private static final PerText<Boolean> COMMITTING = new PerText<>(sql -> of(sql).mayCommit());

    private final List<List<String>> statements;

    private SqlText(String sql) {
        statements = SqlStatements.of(sql).stream()
                .map(statement -> statement.stream()
                        .filter(token -> !token.isLiteral())
                        .map(Token::text)
                        .toList())
                .filter(tokens -> !tokens.isEmpty())
                .toList();
    }

    public static SqlText of(String sql) {
        return new SqlText(sql);
    }

    /** Whether all of it only reads, so that running it twice does nothing twice. */
    public boolean onlyReads() {
        return !statements.isEmpty() && statements.stream().allMatch(SqlText::onlyReads);
    }

    /** Whether all it does is to set variables of the session or to begin a transaction: running it twice does nothing twice. */
    public boolean onlySets() {
        return !statements.isEmpty() && statements.stream().allMatch(tokens -> SETTING.contains(tokens.get(0)));
    }

    /** Whether it reads and calls functions at most: safe to run twice if the application says that it only reads. */
    public boolean looksLikeReading() {
        return !statements.isEmpty() && statements.stream().allMatch(SqlText::looksLikeReading);
    }

    /** Whether any of it commits, or calls code that might. */
    public boolean mayCommit() {
        return statements.stream().anyMatch(tokens -> MAY_COMMIT.contains(tokens.get(0)) || tokens.contains("CALL"));
    }

    /** Whether any of it is about a transaction in two phases: PREPARE TRANSACTION, COMMIT PREPARED. */
    public boolean isInTwoPhases() {
        return statements.stream()
                .anyMatch(tokens -> tokens.size() > 1
                        && (tokens.get(1).equals("PREPARED")
                                || (tokens.get(0).equals("PREPARE")
                                        && tokens.get(1).equals("TRANSACTION"))));
    }

    /** As {@link #mayCommit}, of a text that is run often. */
    public static boolean commitsByItself(String sql) {
        return COMMITTING.of(sql);
    }

    /** Whether it is a ROLLBACK of the whole transaction and nothing else. */
    public boolean rollsBack() {
        return statements.size() == 1
                && ROLLING_BACK.contains(statements.get(0).get(0))
                && !statements.get(0).contains("TO");
    }

    private static boolean looksLikeReading(List<String> tokens) {
        return READING.contains(tokens.get(0)) && tokens.stream().noneMatch(NOT_ONLY_READING::contains);
    }

    private static boolean onlyReads(List<String> tokens) {
        return looksLikeReading(tokens)
                && IntStream.range(0, tokens.size()).noneMatch(i -> callsUnknownFunction(tokens, i));
    }

    /** A name before an opening parenthesis; a qualified one is nobody we know, whatever its last part. */
    private static boolean callsUnknownFunction(List<String> tokens, int i) {
        if (!tokens.get(i).equals("(") || i == 0) {
            return false;
        }
        String name = tokens.get(i - 1);
        boolean qualified = i >= 2 && tokens.get(i - 2).equals(".");
        boolean isName = Character.isLetter(name.charAt(0)) || name.charAt(0) == '_' || name.charAt(0) == '"';
        return isName && (qualified || !HARMLESS_BEFORE_PARENTHESIS.contains(name));
    }
}
