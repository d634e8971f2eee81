/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a text leaves behind in the session. Most leave nothing, which is {@link #NONE} by identity. Immutable, and what calls
 * ask for is found out in the beginning.
 */
public final class SessionEffects {

    public static final SessionEffects NONE = new SessionEffects(List.of());

    /** Of a text that means different things under different settings of the server. */
    static final SessionEffects UNREADABLE = new SessionEffects(List.of(new SessionEffect.Hold(new SessionHold(
            SessionHold.Kind.UNKNOWN_SETTING,
            "a text is read in two ways, as a backslash stands before a quotation mark"))));

    private final List<SessionEffect> ofStatements;
    private final boolean commit;
    private final boolean bound;
    private final boolean outliveTransactions;
    private final boolean endTransactions;
    private final boolean beginTransactions;
    private final boolean makeSavepoints;

    public SessionEffects(List<SessionEffect> ofStatements) {
        this(ofStatements, false);
    }

    private SessionEffects(List<SessionEffect> ofStatements, boolean commit) {
        this.ofStatements = List.copyOf(ofStatements);
        this.commit = commit;
        bound = ofStatements.stream()
                .anyMatch(effect ->
                        effect instanceof SessionEffect.AssignBound || effect instanceof SessionEffect.SettingBound);
        outliveTransactions = !ofStatements.stream().allMatch(SessionEffect::isOnlyTransactional);
        endTransactions = ofStatements.stream()
                .anyMatch(effect -> effect instanceof SessionEffect.Commit || effect instanceof SessionEffect.Rollback);
        beginTransactions = ofStatements.stream().anyMatch(SessionEffect.Begin.class::isInstance);
        makeSavepoints = ofStatements.stream().anyMatch(SessionEffect.Savepoint.class::isInstance);
    }

    /** Whether the text is a COMMIT and nothing else. */
    public boolean isCommit() {
        return commit;
    }

    /** Whether a savepoint is among them. */
    public boolean makeSavepoints() {
        return makeSavepoints;
    }

    /** Whether it commits for the sake of something else, such as a definition. */
    public boolean commitOnTheWay() {
        return !commit && ofStatements.stream().anyMatch(SessionEffect.Commit.class::isInstance);
    }

    /** In the order of the statements. */
    public List<SessionEffect> ofStatements() {
        return ofStatements;
    }

    static SessionEffects read(String sql, SqlGrammar grammar) {
        if (!grammar.isSuspicious(sql)) {
            return NONE;
        }
        return read(sql, grammar.statements(sql), grammar);
    }

    static SessionEffects read(String sql, List<List<Token>> statements, SqlGrammar grammar) {
        List<SessionEffect> effects = statements.stream()
                .flatMap(statement -> grammar.effects(sql, statement, statements.size() == 1).stream())
                .toList();
        return effects.isEmpty()
                ? NONE
                : new SessionEffects(effects, statements.size() == 1 && isCommit(statements.get(0)));
    }

    private static boolean isCommit(List<Token> statement) {
        boolean prepared = statement.size() > 1 && statement.get(1).is("PREPARED");
        return (statement.get(0).is("COMMIT") || statement.get(0).is("END")) && !prepared;
    }

    /** Whether what is left depends on what was bound to the statement. */
    public boolean areBound() {
        return bound;
    }

    /**
     * What the bound values leave.
     *
     * @param again runs the statement with what is bound to it now
     * @param values what is bound now by number, as far as it is text
     */
    public SessionEffects boundBy(Restoration again, IntFunction<@Nullable String> values) {
        return new SessionEffects(ofStatements.stream()
                .map(effect -> effect instanceof SessionEffect.AssignBound assign
                        ? new SessionEffect.Assign(assign.variable(), again)
                        : effect instanceof SessionEffect.SettingBound setting
                                ? suspicion(values.apply(setting.parameter()))
                                : effect)
                .toList());
    }

    private static SessionEffect suspicion(@Nullable String variable) {
        return new SessionEffect.Hold(
                variable == null
                        ? new SessionHold(
                                SessionHold.Kind.UNKNOWN_SETTING, "set_config was called with a name from elsewhere")
                        : new SessionHold(SessionHold.Kind.SETTING, PostgresNames.lower(variable)));
    }

    /** Whether there may be something left when no transaction is open any more. */
    public boolean outliveTransactions() {
        return outliveTransactions;
    }

    /** Whether it ends a transaction. */
    public boolean endTransactions() {
        return endTransactions;
    }

    /** Whether it begins a transaction. */
    public boolean beginTransactions() {
        return beginTransactions;
    }

    /** Whether some of it may have happened although the whole failed. */
    public boolean isDivisible() {
        boolean stays = ofStatements.stream()
                .anyMatch(effect -> effect instanceof SessionEffect.Hold hold
                        && !hold.hold().kind().isTransactional());
        return ofStatements.size() > 1 && (endTransactions || stays);
    }

    /** The same where no failure undoes what was done before it. */
    public boolean mayRemainInPart() {
        return ofStatements.size() > 1
                || ofStatements.stream()
                        .anyMatch(effect -> effect instanceof SessionEffect.Hold hold
                                && !hold.hold().kind().isTransactional());
    }

    /** The effects of this and then of the other. */
    public SessionEffects and(SessionEffects other) {
        if (other == NONE || this == NONE) {
            return this == NONE ? other : this;
        }
        return new SessionEffects(Stream.concat(ofStatements.stream(), other.ofStatements.stream())
                .toList());
    }
}
