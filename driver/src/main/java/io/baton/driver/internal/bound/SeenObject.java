/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** What pgjdbc read of an object of an extension. */
sealed class SeenObject extends PGobject permits SeenBinaryObject {

    private static final long serialVersionUID = 1L;

    private final @Nullable String text;

    /** @param content what the object gives as its value */
    SeenObject(PGobject object, @Nullable String content) {
        setType(object.getType());
        value = content;
        text = object.toString();
    }

    @Override
    public final @Nullable String toString() {
        return text;
    }
}
