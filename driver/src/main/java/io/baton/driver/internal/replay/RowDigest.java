/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A rolling 64-bit digest of raw column values: equal sequences of values have equal digests, and two that differ have the
 * same one by chance only. Not meant to withstand somebody who looks for collisions.
 */
final class RowDigest {

    static final long EMPTY = 0x9E3779B97F4A7C15L;

    private static final long FACTOR = 0xD6E8FEB86659FD93L;
    private static final long NULL_VALUE = 0x5851F42D4C957F2DL;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private RowDigest() {}

    /** The digest of what came before and then this value. */
    static long with(long before, byte @Nullable [] value) {
        if (value == null) {
            return mix(before ^ NULL_VALUE);
        }
        long digest = mix(before + value.length); // So that "ab", "c" is not "a", "bc".
        int at = 0;
        for (; at + Long.BYTES <= value.length; at += Long.BYTES) {
            digest = mix(digest ^ (long) LONGS.get(value, at));
        }
        long rest = 0;
        for (; at < value.length; at++) {
            rest = rest << 8 | (value[at] & 0xFF);
        }
        return mix(digest ^ rest);
    }

    private static long mix(long bits) {
        long product = bits * FACTOR;
        return product ^ (product >>> 32);
    }
}
