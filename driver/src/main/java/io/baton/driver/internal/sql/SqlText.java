/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a text does to data and transactions. Used when a call has failed, not before each one. Conservative: what it
 * does not recognise may write and may commit nothing it does not say.
 */
public final class SqlText {

    private static final Set<String> OF_DATA =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "VALUES", "TABLE", "WITH");

    private static final Set<String> COMMITTING = Set.of("COMMIT", "END");

    private static final Set<String> ROLLING_BACK = Set.of("ROLLBACK", "ABORT");

    private final @Nullable String sql;
    private final Words words;
    private final List<List<String>> statements;
    private final boolean ambiguous;

    /** @param ambiguous whether it means different things under different settings of the server */
    SqlText(@Nullable String sql, List<List<Token>> statements, Words words, boolean ambiguous) {
        this.sql = sql;
        this.words = words;
        this.ambiguous = ambiguous;
        this.statements = statements.stream()
                .map(statement -> statement.stream()
                        .filter(token -> !token.isLiteral())
                        .map(Token::text)
                        .toList())
                .filter(tokens -> !tokens.isEmpty())
                .toList();
    }

    /** As it was given; null when there is none. */
    public @Nullable String sql() {
        return sql;
    }

    /** Whether all of it only reads, so that running it twice does nothing twice. */
    public boolean onlyReads() {
        return isReadable() && statements.stream().allMatch(this::onlyReads);
    }

    /** Whether all it does is to set variables of the session or to begin a transaction: running it twice does nothing twice. */
    public boolean onlySets() {
        return isReadable() && statements.stream().allMatch(words::onlySets);
    }

    /** Whether all of it begins, divides or ends a transaction. */
    public boolean movesWithinTransaction() {
        return isReadable()
                && statements.stream()
                        .allMatch(statement -> words.withinTransaction().contains(statement.get(0)));
    }

    /** Whether it reads and calls functions at most: safe to run twice if the application says that it only reads. */
    public boolean looksLikeReading() {
        return isReadable() && statements.stream().allMatch(this::looksLikeReading);
    }

    /** Whether any of it commits, or calls code that might. */
    public boolean mayCommit() {
        return ambiguous || statements.stream().anyMatch(words::mayCommit);
    }

    /** As {@link #mayCommit}, where a transaction is open already. */
    public boolean mayCommitWithin() {
        return ambiguous || statements.stream().anyMatch(words::mayCommitWithin);
    }

    /** Whether all that it does is gone when its session is, but for what {@link #onlySets} does. */
    public boolean diesWithSession() {
        return isReadable()
                && statements.stream()
                        .allMatch(statement -> words.diesWithSession(statement) || words.onlySets(statement));
    }

    /** Whether it is a COMMIT and nothing else. */
    public boolean isCommit() {
        return isSingle() && COMMITTING.contains(statements.get(0).get(0)) && !words.isInTwoPhases(statements.get(0));
    }

    /** Whether it may commit more than once, in auto-commit mode or in a transaction: a part of it may be there without the rest. */
    public boolean commitsInParts() {
        boolean once = isSingle() && (!mayCommit() || isCommit() || isInTwoPhases());
        boolean together = isReadable() && !mayCommit() && words.shareTransaction();
        return !once && !together;
    }

    /** Whether any of it begins a transaction. */
    public boolean begins() {
        return statements.stream().anyMatch(words::begins);
    }

    /** Whether it is one statement that reads or changes rows and does nothing else: such a one is committed as a whole, at its end. */
    public boolean isOfData() {
        return isSingle() && OF_DATA.contains(statements.get(0).get(0)) && !mayCommit();
    }

    /** Whether any of it is about a transaction in two phases. */
    public boolean isInTwoPhases() {
        return statements.stream().anyMatch(words::isInTwoPhases);
    }

    /** Whether it is a ROLLBACK of the whole transaction and nothing else. */
    public boolean rollsBack() {
        return isSingle()
                && ROLLING_BACK.contains(statements.get(0).get(0))
                && !statements.get(0).contains("TO");
    }

    /** As {@link #rollsBack}, and no transaction follows on it. */
    public boolean endsByRollingBack() {
        return rollsBack() && !statements.get(0).contains("CHAIN");
    }

    private boolean isReadable() {
        return !statements.isEmpty() && !ambiguous;
    }

    private boolean isSingle() {
        return statements.size() == 1 && !ambiguous;
    }

    private boolean looksLikeReading(List<String> tokens) {
        return words.reading().contains(tokens.get(0)) && tokens.stream().noneMatch(words.notOnlyReading()::contains);
    }

    private boolean onlyReads(List<String> tokens) {
        return looksLikeReading(tokens)
                && IntStream.range(0, tokens.size()).noneMatch(i -> callsUnknownFunction(tokens, i));
    }

    /** A name before an opening parenthesis; a qualified one is nobody we know, whatever its last part. */
    private boolean callsUnknownFunction(List<String> tokens, int i) {
        if (!tokens.get(i).equals("(") || i == 0) {
            return false;
        }
        String name = tokens.get(i - 1);
        boolean qualified = i >= 2 && tokens.get(i - 2).equals(".");
        boolean isName = Character.isLetter(name.charAt(0))
                || name.charAt(0) == '_'
                || name.charAt(0) == '"'
                || name.charAt(0) == '`';
        return isName && (qualified || !words.harmlessBeforeParenthesis().contains(name));
    }
}
