/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import org.jspecify.annotations.Nullable;

/** Copies of the arrays that say which columns' keys are to be returned: a call that is made again needs what they held. */
final class Copies {

    private Copies() {}

    static int @Nullable [] of(int @Nullable [] value) {
        return value == null ? null : value.clone();
    }

    static String @Nullable [] of(String @Nullable [] value) {
        return value == null ? null : value.clone();
    }
}
