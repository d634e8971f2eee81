/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"750ms, PT0.75S", "5s, PT5S", "2m, PT2M", "1h, PT1H", "250, PT0.25S", "' 5S ', PT5S", "0, PT0S"})
    void should_read_what_people_write(String text, Duration expected) {
        assertThat(DurationText.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "5 seconds", "-1s", "1.5s", "99999999999999999999", "9223372036854775807h"})
    void should_refuse_anything_else(String text) {
        assertThatThrownBy(() -> DurationText.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @CsvSource({"PT0.75S, 750ms", "PT5S, 5s", "PT90S, 90s", "PT2M, 2m", "PT1H, 1h", "PT0S, 0s"})
    void should_write_what_it_reads(Duration duration, String text) {
        assertThat(DurationText.format(duration)).isEqualTo(text);
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }
}
