/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void should_have_no_more_left_than_the_budget() {
        Deadline deadline = Deadline.after(Duration.ofMinutes(1));

        assertThat(deadline.hasPassed()).isFalse();
        assertThat(deadline.remaining()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
        assertThat(deadline.remainingNanos()).isPositive();
    }

    @Test
    void should_have_passed_at_once_without_a_budget() {
        assertThat(Deadline.after(Duration.ZERO).hasPassed()).isTrue();
    }

    @Test
    void should_never_have_a_negative_time_left() {
        Deadline passed = Deadline.after(Duration.ofSeconds(-5));

        assertThat(passed.hasPassed()).isTrue();
        assertThat(passed.remainingNanos()).isNegative();
        assertThat(passed.remaining()).isZero();
    }

    @Test
    void should_not_overflow_with_the_longest_budget() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(deadline.hasPassed()).isFalse();
        assertThat(deadline.remaining()).isGreaterThan(Duration.ofDays(365 * 100));
    }

    @Test
    void should_measure_across_the_overflow_of_the_clock() {
        // nanoTime may have any value, so one after Long.MAX_VALUE is as good as any other.
        Deadline wrapped = new Deadline(System.nanoTime() + Long.MAX_VALUE / 2);

        assertThat(wrapped.hasPassed()).isFalse();
        assertThat(wrapped.orAfter(Duration.ofSeconds(1)).remaining()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void should_shorten_but_never_extend() {
        Deadline minute = Deadline.after(Duration.ofMinutes(1));

        assertThat(minute.orAfter(Duration.ofSeconds(1)).remaining()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(minute.orAfter(Duration.ofHours(1))).isSameAs(minute);
        assertThat(minute.orAfter(Duration.ofSeconds(Long.MAX_VALUE))).isSameAs(minute);
    }
}
