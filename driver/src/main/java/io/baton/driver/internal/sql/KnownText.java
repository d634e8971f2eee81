/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a text before it is executed: one look-up gives all of it. Found out once per distinct text, as long
 * as it is not displaced by others.
 */
public final class KnownText {

    private final SqlGrammar grammar;
    private final @Nullable String sql;
    private final Access access;
    private final SessionEffects effects;
    private final boolean hidesCommits;
    private final int shape;
    /** Null until asked for: outside of transactions nobody does. Raced for, since it is immutable. */
    private @Nullable ReplayTraits traits;
    /** A hint; what is written by another thread at the same time may be lost. */
    private int slots;

    /** Of no text. */
    KnownText(SqlGrammar grammar) {
        this(
                grammar,
                null,
                Access.MAY_WRITE,
                SessionEffects.NONE,
                false,
                grammar.shapeOf(Set.of()),
                ReplayTraits.USUAL);
    }

    KnownText(SqlGrammar grammar, String sql) {
        this(grammar, sql, grammar.isAmbiguous(sql));
    }

    private KnownText(SqlGrammar grammar, String sql, boolean ambiguous) {
        this(
                grammar,
                sql,
                ambiguous ? Access.MAY_WRITE : Access.read(sql, grammar),
                ambiguous ? SessionEffects.UNREADABLE : SessionEffects.read(sql, grammar),
                ambiguous || grammar.mayHideCommits(sql),
                grammar.shapeOf(grammar.names(grammar.statements(sql))),
                null);
    }

    private KnownText(
            SqlGrammar grammar,
            @Nullable String sql,
            Access access,
            SessionEffects effects,
            boolean hidesCommits,
            int shape,
            @Nullable ReplayTraits traits) {
        this.grammar = grammar;
        this.sql = sql;
        this.access = access;
        this.effects = effects;
        this.hidesCommits = hidesCommits;
        this.shape = shape;
        this.traits = traits;
    }

    /** By which it was read. */
    public SqlGrammar grammar() {
        return grammar;
    }

    /** The text; null for {@link SqlGrammar#noText} and for a batch of texts. */
    public @Nullable String sql() {
        return sql;
    }

    /** Whether it can write. */
    public Access access() {
        return access;
    }

    /** What it leaves behind in the session. */
    public SessionEffects effects() {
        return effects;
    }

    /** Whether it may commit in the middle of a transaction without anybody seeing it. */
    public boolean hidesCommits() {
        return hidesCommits;
    }

    /** The number of the names in it, {@link SqlGrammar#namesOf}. */
    public int shape() {
        return shape;
    }

    /** What it means for the replay of its transaction. */
    public ReplayTraits traits() {
        ReplayTraits known = traits;
        if (known == null) {
            known = sql == null ? ReplayTraits.USUAL : ReplayTraits.read(sql, grammar);
            traits = known;
        }
        return known;
    }

    /** How much room the parameters of such a statement took the last time; 0 when that is not known. */
    public int slots() {
        return slots;
    }

    public void needsSlots(int room) {
        slots = room;
    }

    /** What this and then the other leaves behind and means, when both are in one batch. */
    public KnownText and(KnownText other) {
        return new KnownText(
                grammar,
                sql,
                access,
                effects.and(other.effects),
                hidesCommits || other.hidesCommits,
                shape == other.shape ? shape : grammar.shapeOf(union(other)),
                traits().and(other.traits()));
    }

    private Set<String> union(KnownText other) {
        Set<String> names = new HashSet<>(grammar.namesOf(shape));
        names.addAll(grammar.namesOf(other.shape));
        return names;
    }
}
