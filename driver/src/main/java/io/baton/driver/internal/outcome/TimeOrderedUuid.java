/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import java.time.Duration;
import java.util.UUID;

/** Version 7 of RFC 9562: what is written together is together in the index, and what is old is at its beginning. */
final class TimeOrderedUuid {

    private static final long VERSION = 7L << 12;
    private static final long VARIANT = 2L << 62;

    private TimeOrderedUuid() {}

    static UUID next() {
        UUID random = UUID.randomUUID();
        long upper = System.currentTimeMillis() << 16 | VERSION | (random.getMostSignificantBits() & 0xFFF);
        return new UUID(upper, random.getLeastSignificantBits());
    }

    /** How long ago it was made, by the clock of this JVM. */
    static Duration ageOf(UUID uuid) {
        return Duration.ofMillis(System.currentTimeMillis() - (uuid.getMostSignificantBits() >>> 16));
    }

    /** Before all that were made less than that long ago. */
    static UUID first(Duration age) {
        long then = System.currentTimeMillis() - age.toMillis();
        return new UUID(then << 16 | VERSION, VARIANT);
    }
}
