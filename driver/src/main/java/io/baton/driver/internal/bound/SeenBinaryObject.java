/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGBinaryObject;
import org.postgresql.util.PGobject;

/** As {@link SeenObject}, also in binary form. */
final class SeenBinaryObject extends SeenObject implements PGBinaryObject {

    private static final long serialVersionUID = 1L;

    private final byte[] content;

    SeenBinaryObject(PGobject object, @Nullable String text, byte[] content) {
        super(object, text);
        this.content = content;
    }

    @Override
    public int lengthInBytes() {
        return content.length;
    }

    @Override
    public void toBytes(byte[] target, int offset) {
        System.arraycopy(content, 0, target, offset, content.length);
    }

    @Override
    public void setByteValue(byte[] source, int offset) {
        throw new UnsupportedOperationException("it is what it was");
    }
}
