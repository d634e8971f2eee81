/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import io.baton.driver.ReplayRefusal;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An object that can change, for a vendor's driver that looks at it only when the statement is executed, with a copy. The driver
 * gets the object itself: what the application changes before the execution is sent, as without Baton. The copy stands for it
 * as long as both are the same.
 */
final class Watched extends Captured {

    private final Object original;
    private final Object copy;
    private final BiPredicate<Object, Object> same;
    private boolean given;
    private boolean copyGiven;

    Watched(Object original, Object copy, BiPredicate<Object, Object> same) {
        this.original = original;
        this.copy = copy;
        this.same = same;
    }

    @Override
    Object view() {
        if (given) {
            copyGiven = true;
            return copy;
        }
        given = true;
        return original;
    }

    /** Who changes the object and executes the statement again means the object, and the vendor's new statement has the copy. */
    @Override
    @Nullable
    NotRepeatable stale() {
        return copyGiven ? whyNotRepeatable() : null;
    }

    @Override
    Object original() {
        return original;
    }

    @Override
    int size() {
        return size(copy);
    }

    @Override
    boolean isUntouched() {
        return false;
    }

    @Override
    @Nullable
    NotRepeatable whyNotRepeatable() {
        return same.test(original, copy) ? null : new NotRepeatable(ReplayRefusal.VALUE_CHANGED, original);
    }
}
