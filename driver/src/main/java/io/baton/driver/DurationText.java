/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.time.Duration;
import java.util.Locale;

/** Durations as people write them in a URL: {@code 750ms}, {@code 5s}, {@code 2m}, {@code 1h}, or bare milliseconds. */
final class DurationText {

    private DurationText() {}

    /** @throws NumberFormatException when it is none */
    static Duration parse(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < trimmed.length() && Character.isDigit(trimmed.charAt(end))) {
            end++;
        }
        long number = Long.parseLong(trimmed.substring(0, end));
        try {
            return switch (trimmed.substring(end)) {
                case "", "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> throw new NumberFormatException(text);
            };
        } catch (ArithmeticException tooLarge) {
            throw new NumberFormatException(text);
        }
    }

    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis != 0 && millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        }
        if (millis != 0 && millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
