/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a catalogue.
 *
 * @param form r gives rows, w changes rows, u is a utility, c a call, e fails, o is done by somebody else
 * @param template the text, with values as {@code {KIND}} or {@code {KIND:bound}}
 */
record Feature(String name, int weight, char form, String template) {

    private static final Pattern LINE = Pattern.compile("(\\d+) (\\w) ([^:]+): (.*)");

    static List<Feature> all(String catalogue) {
        return catalogue
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Feature::of)
                .toList();
    }

    private static Feature of(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(line);
        }
        return new Feature(
                matcher.group(3),
                Integer.parseInt(matcher.group(1)),
                matcher.group(2).charAt(0),
                matcher.group(4).replace("\\r", "\r").replace("\\n", "\n"));
    }
}
