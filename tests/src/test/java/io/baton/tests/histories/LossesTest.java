/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is lost has to be named, and what is named has to be lost. */
class LossesTest {

    private static List<Anomaly> of(String text, Long... named) {
        return Losses.check(Notation.history(text), Set.of(named)).stream()
                .map(Conviction::anomaly)
                .toList();
    }

    private static final String LOST = """
            A 1-2 RC ok: append x 1
            B 3-4 RC ok: append x 2, append y 3
            C 3-4 RC ok: read x [1 2]
            end 9-9 RC ok: read x [1], read y []
            """;

    @Test
    void should_acquit_what_is_named() {
        assertThat(of(LOST, 2L, 3L)).isEmpty();
        assertThat(Losses.lost(Notation.history(LOST))).isEqualTo(1);
    }

    @Test
    void should_convict_what_is_not() {
        assertThat(of(LOST)).containsExactly(Anomaly.LOSS_NOT_NAMED);
    }

    @Test
    void should_convict_what_is_named_and_there() {
        assertThat(of(LOST, 1L, 2L)).containsExactly(Anomaly.LOSS_NOT_NAMED);
    }

    @Test
    void should_convict_what_is_lost_in_part() {
        assertThat(of(LOST.replace("read y []", "read y [3]"), 2L)).contains(Anomaly.HALF);
    }

    @Test
    void should_convict_what_is_there_and_was_told_not_to_be() {
        assertThat(of("""
                A 1-2 RC 40001: append x 1
                end 9-9 RC ok: read x [1]
                """)).contains(Anomaly.ABORTED_READ);
    }

    @Test
    void should_convict_what_is_there_twice() {
        assertThat(of("""
                A 1-2 RC ok: append x 1
                end 9-9 RC ok: read x [1 1]
                """)).containsExactly(Anomaly.DOUBLED);
    }
}
