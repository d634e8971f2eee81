/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.stream.Stream;

/** What a text leaves behind in the session. Most leave nothing, which is {@link #NONE} by identity. Immutable. */
public final class SessionEffects {

    public static final SessionEffects NONE = new SessionEffects(List.of());

    /** Longer texts are mostly data, and would fill the memory. */
    private static final int LONGEST_REMEMBERED = 2048;

    /** A power of two: the place of a text is its hash. Two texts that share a place take turns, at the cost of time. */
    private static final Known[] KNOWN = new Known[1024];

    private final List<SessionEffect> ofStatements;

    public SessionEffects(List<SessionEffect> ofStatements) {
        this.ofStatements = List.copyOf(ofStatements);
    }

    /** In the order of the statements. */
    public List<SessionEffect> ofStatements() {
        return ofStatements;
    }

    private record Known(String sql, SessionEffects effects) {}

    /**
     * Reads each distinct text once, as long as it is not displaced by others. Any thread: what is raced for is immutable
     * and may be found out twice.
     */
    public static SessionEffects of(String sql) {
        int place = sql.hashCode() & KNOWN.length - 1;
        Known known = KNOWN[place];
        if (known != null && known.sql.equals(sql)) {
            return known.effects;
        }
        SessionEffects effects = read(sql);
        if (sql.length() <= LONGEST_REMEMBERED) {
            KNOWN[place] = new Known(sql, effects);
        }
        return effects;
    }

    private static SessionEffects read(String sql) {
        if (!EffectReader.isSuspicious(sql)) {
            return NONE;
        }
        List<List<Token>> statements = SqlStatements.of(sql);
        List<SessionEffect> effects = statements.stream()
                .flatMap(statement -> new EffectReader(sql, statement, statements.size() == 1).read().stream())
                .toList();
        return effects.isEmpty() ? NONE : new SessionEffects(effects);
    }

    /** Whether what is left depends on what was bound to the statement. */
    public boolean areBound() {
        return ofStatements.stream().anyMatch(SessionEffect.AssignBound.class::isInstance);
    }

    /**
     * What the bound values leave.
     *
     * @param again runs the statement with what is bound to it now
     */
    public SessionEffects boundBy(Restoration again) {
        return new SessionEffects(ofStatements.stream()
                .map(effect -> effect instanceof SessionEffect.AssignBound assign
                        ? new SessionEffect.Assign(assign.variable(), again)
                        : effect)
                .toList());
    }

    /** Whether there may be something left when no transaction is open any more. */
    public boolean outliveTransactions() {
        return !ofStatements.stream().allMatch(SessionEffect::isOnlyTransactional);
    }

    /** Whether some of it may have happened although the whole failed. */
    public boolean isDivisible() {
        boolean ends = ofStatements.stream()
                .anyMatch(effect -> effect instanceof SessionEffect.Commit || effect instanceof SessionEffect.Rollback);
        boolean stays = ofStatements.stream()
                .anyMatch(effect -> effect instanceof SessionEffect.Hold hold
                        && !hold.hold().kind().isTransactional());
        return ofStatements.size() > 1 && (ends || stays);
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
