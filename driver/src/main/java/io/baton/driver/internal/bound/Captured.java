/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.lang.reflect.Array;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What an application has bound to a parameter, where the object itself would not do because it can change, or be read only
 * once. Immutable objects and copies that nobody else has stand for themselves. Used by the thread that uses the statement.
 */
public abstract sealed class Captured permits Unjudged, Watched, Seen, Recorded {

    private int uses;
    private int counted;
    private @Nullable NotRepeatable missing;
    private @Nullable Unjudged unveiled;

    /**
     * For the vendor's driver: whatever it does to that, the next one is as this one was.
     *
     * @param captured as {@link BoundValues} gave it
     * @param <T> of the setter's parameter
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // What is captured of a T is given back as one.
    public static <T> @Nullable T forDriver(@Nullable Object captured) throws SQLException {
        return (T) (captured instanceof Captured value ? value.given() : captured);
    }

    /** About how many bytes are kept of a text. */
    public static int size(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** About how many bytes are kept of it. */
    public static int size(@Nullable Object captured) {
        if (captured instanceof Captured value) {
            return value.growth();
        }
        if (captured instanceof CharSequence text) {
            return text.length();
        }
        return captured != null && captured.getClass().isArray() ? Array.getLength(captured) : 0;
    }

    private Object given() throws NotRepeatable {
        try {
            missing = null;
            return unveiled == null ? view() : unveiled.view();
        } catch (NotRepeatable e) {
            missing = e;
            throw e;
        }
    }

    /** What the vendor's driver is given this time. */
    abstract Object view() throws NotRepeatable;

    /** The application's own object. */
    abstract Object original();

    abstract int size();

    /** About how many bytes more are kept of it since this was last asked. */
    public final int growth() {
        int growth = Math.max(0, size() - counted);
        counted += growth;
        return growth;
    }

    /** Whether nothing was read of it yet that could not be read again. */
    abstract boolean isUntouched();

    /** Why the execution that was just made with it cannot be made again; null when it can. */
    abstract @Nullable NotRepeatable whyNotRepeatable();

    /**
     * The vendor's driver has refused what it was given, and may name its class. From now on it gets the application's own object.
     *
     * @return false when that would not be the same
     */
    public final boolean unveil() {
        if (!isUntouched()) {
            return false;
        }
        unveiled = new Unjudged(original());
        return true;
    }

    /** An execution begins with it, or it becomes a part of a batch. */
    public final void used() {
        uses++;
    }

    final int uses() {
        return uses;
    }

    /** As {@link #whyNotRepeatable}, whatever it is. */
    public final @Nullable NotRepeatable refusal() {
        return unveiled == null ? whyNotRepeatable() : unveiled.whyNotRepeatable();
    }

    /** Why the vendor's statement lacks it, which took the place of another one; null when it has it. */
    public final @Nullable NotRepeatable missing() {
        return missing == null ? stale() : missing;
    }

    /** Why the vendor's statement would send another value than the one that took its place; null when it would not. */
    @Nullable
    NotRepeatable stale() {
        return null;
    }
}
