/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import io.baton.driver.ReplayRefusal;

/** An object of which nobody knows how to keep it. The vendor's driver gets it once, as the application gave it. */
final class Unjudged extends Captured {

    private final Object original;
    private boolean given;

    Unjudged(Object original) {
        this.original = original;
    }

    @Override
    Object view() throws NotRepeatable {
        if (given) {
            throw whyNotRepeatable();
        }
        given = true;
        return original;
    }

    @Override
    Object original() {
        return original;
    }

    @Override
    int size() {
        return 0;
    }

    @Override
    boolean isUntouched() {
        return false;
    }

    @Override
    NotRepeatable whyNotRepeatable() {
        return new NotRepeatable(ReplayRefusal.VALUE_NOT_JUDGED, original);
    }
}
