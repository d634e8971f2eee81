/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {

    @Test
    void should_look_until_the_condition_holds() {
        AtomicInteger looks = new AtomicInteger();

        Await.until("the third look", Await.LIMIT, () -> looks.incrementAndGet() == 3, () -> "");

        assertThat(looks).hasValue(3);
    }

    @Test
    void should_say_at_the_limit_what_it_waited_for_and_what_it_saw() {
        assertThatThrownBy(() -> Await.until("pigs fly", Duration.ofMillis(20), AwaitTest::fail, () -> "all on foot"))
                .isInstanceOf(LabException.class)
                .hasMessageContainingAll("pigs fly", "no wings", "all on foot")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void should_give_up_at_once_when_it_is_hopeless_or_interrupted() {
        assertThatThrownBy(() -> Await.until("x", Await.LIMIT, AwaitTest::giveUp, () -> ""))
                .hasMessage("hopeless");

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Await.until("x", Await.LIMIT, () -> false, () -> ""))
                .hasMessageContaining("Interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static boolean fail() throws IOException {
        throw new IOException("no wings");
    }

    private static boolean giveUp() {
        throw new LabException("hopeless");
    }
}
