/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a text before it is executed: one look-up gives all of it. Found out once per distinct text, as long
 * as it is not displaced by others.
 */
public final class KnownText {

    /** Of a plain statement with nothing in its batch: it has no text of its own. */
    public static final KnownText NONE = new KnownText(null, Access.MAY_WRITE, SessionEffects.NONE, ReplayTraits.USUAL);

    private static final PerText<KnownText> KNOWN =
            new PerText<>(sql -> new KnownText(sql, Access.read(sql), SessionEffects.read(sql), null));

    private final @Nullable String sql;
    private final Access access;
    private final SessionEffects effects;
    /** Null until asked for: outside of transactions nobody does. Raced for, since it is immutable. */
    private @Nullable ReplayTraits traits;
    /** A hint; what is written by another thread at the same time may be lost. */
    private int slots;

    private KnownText(@Nullable String sql, Access access, SessionEffects effects, @Nullable ReplayTraits traits) {
        this.sql = sql;
        this.access = access;
        this.effects = effects;
        this.traits = traits;
    }

    /** What is to be known of that text. Any thread. */
    public static KnownText of(String sql) {
        return KNOWN.of(sql);
    }

    /** The text; null for {@link #NONE} and for a batch of texts. */
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

    /** What it means for the replay of its transaction. */
    public ReplayTraits traits() {
        ReplayTraits known = traits;
        if (known == null) {
            known = sql == null ? ReplayTraits.USUAL : ReplayTraits.read(sql);
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
        return new KnownText(sql, access, effects.and(other.effects), traits().and(other.traits()));
    }
}
