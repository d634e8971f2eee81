/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowDigestTest {

    private static long digest(@Nullable String... values) {
        long digest = RowDigest.EMPTY;
        for (String value : values) {
            digest = RowDigest.with(digest, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        }
        return digest;
    }

    @Test
    void should_be_the_same_for_the_same_values() {
        assertThat(digest("one", null, "", "a longer value than eight bytes"))
                .isEqualTo(digest("one", null, "", "a longer value than eight bytes"));
    }

    @Test
    void should_tell_apart_order_borders_nulls_and_nothing() {
        assertThat(Set.of(
                        digest("ab", "c"),
                        digest("a", "bc"),
                        digest("abc"),
                        digest("abc", ""),
                        digest("abc", null),
                        digest("", "abc"),
                        digest(null, "abc"),
                        digest("c", "ab"),
                        digest()))
                .hasSize(9);
    }

    @Test
    void should_not_collide_among_a_million_neighbours() {
        Set<Long> digests = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            digests.add(digest("row " + i, Integer.toString(i % 100)));
        }
        assertThat(digests).hasSize(1_000_000);
    }
}
