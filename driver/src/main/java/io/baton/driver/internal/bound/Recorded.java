/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import io.baton.driver.ReplayRefusal;
import org.jspecify.annotations.Nullable;

/**
 * An object that is read by reading on, such as a stream. What the vendor's driver reads of it is noted while it does, so that
 * it can be read once more; nothing is read on Baton's own account. Good for one execution: what another one would read of
 * it is not what was noted.
 */
final class Recorded extends Captured {

    private final Object original;
    private final Views views;
    private boolean given;
    private boolean againGiven;

    Recorded(Object original, Views views) {
        this.original = original;
        this.views = views;
    }

    /** What drivers get in place of the object: what does as the object does, first; then what gives the same from its beginning. */
    interface Views {

        Object first();

        Object again();

        /** Whether nothing was read. */
        boolean isUntouched();

        /** Whether all that was read is there. */
        boolean isWhole();

        /** About how many bytes are kept. */
        int size();
    }

    @Override
    Object view() throws NotRepeatable {
        NotRepeatable gone = whyNotRepeatable();
        if (gone != null) {
            throw gone;
        }
        if (given) {
            againGiven = true;
            return views.again();
        }
        given = true;
        return views.first();
    }

    /** Another execution would read on in the object itself, and the vendor's new statement cannot. */
    @Override
    @Nullable
    NotRepeatable stale() {
        return againGiven && uses() > 1 ? consumed() : null;
    }

    @Override
    Object original() {
        return original;
    }

    @Override
    int size() {
        return views.size();
    }

    @Override
    boolean isUntouched() {
        return views.isUntouched();
    }

    @Override
    @Nullable
    NotRepeatable whyNotRepeatable() {
        return uses() <= 1 && views.isWhole() ? null : consumed();
    }

    private NotRepeatable consumed() {
        return new NotRepeatable(ReplayRefusal.STREAM_CONSUMED, original);
    }
}
