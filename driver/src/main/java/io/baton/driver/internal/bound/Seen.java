/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import org.jspecify.annotations.Nullable;

/** An object of which everything was read that the vendor's driver reads of it. */
final class Seen extends Captured {

    private final Object original;
    private final Object view;
    private final int size;

    /** @param view immutable, gives what was read */
    Seen(Object original, Object view, int size) {
        this.original = original;
        this.view = view;
        this.size = size;
    }

    @Override
    Object view() {
        return view;
    }

    @Override
    Object original() {
        return original;
    }

    @Override
    int size() {
        return size;
    }

    @Override
    boolean isUntouched() {
        return true;
    }

    @Override
    @Nullable
    NotRepeatable whyNotRepeatable() {
        return null;
    }
}
