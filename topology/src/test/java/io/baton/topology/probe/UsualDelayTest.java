/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsualDelayTest {

    private static final Duration LIMIT = Duration.ofMillis(750);

    private final UsualDelay usual = new UsualDelay(Duration.ofMillis(150));

    @Test
    void should_not_call_a_near_node_slow_for_a_short_pause() {
        assertThat(usual.patience(LIMIT)).isEqualTo(Duration.ofMillis(150));
        usual.add(Duration.ofMillis(1));
        assertThat(usual.patience(LIMIT)).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void should_have_more_patience_with_a_node_that_is_usually_slow() {
        usual.add(Duration.ofMillis(40));
        assertThat(usual.patience(LIMIT)).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void should_never_wait_longer_than_the_limit() {
        usual.add(Duration.ofMillis(200));
        assertThat(usual.patience(LIMIT)).isEqualTo(LIMIT);
        assertThat(usual.patience(Duration.ofMillis(50))).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void should_learn_slowly() {
        usual.add(Duration.ofMillis(20));
        usual.add(Duration.ofMillis(120));
        assertThat(usual.patience(LIMIT)).isEqualTo(Duration.ofMillis(300));
    }
}
