/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {

    @Test
    void should_be_blank_only_where_there_is_nothing() {
        assertThat(Sparkline.of(List.of(0L, 1L, 50L, 100L, 120L), 100)).isEqualTo(" \u2581\u2584\u2588\u2588");
    }

    @Test
    void should_do_without_a_maximum() {
        assertThat(Sparkline.of(List.of(0L, 0L), 0)).isEqualTo("  ");
    }
}
