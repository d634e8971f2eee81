/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A line of a catalogue.
 *
 * @param form r gives rows, w changes rows, u is a utility, c a call, e fails, o is done by somebody else
 * @param template the text, with values as {@code {KIND}} or {@code {KIND:bound}}
 */
record Feature(String name, int weight, char form, String template) {

    /** Names are written in small letters, the words of SQL are not. */
    private static final Pattern NAME = Pattern.compile("(?<![A-Za-z])[a-z]{2,}");

    private static final Pattern LINE = Pattern.compile("(\\d+) (\\w) ([^:]+): (.*)");

    static List<Feature> all(String catalogue) {
        return catalogue
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(Feature::of)
                .toList();
    }

    /** The names in the text, in pieces: what has one in common with another feature may have to do with it. */
    Set<String> names() {
        return NAME.matcher(template).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names that several features have. */
    static List<String> commonNames(List<Feature> features) {
        Map<String, Long> counts = features.stream()
                .flatMap(feature -> feature.names().stream())
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        return counts.keySet().stream().filter(name -> counts.get(name) > 1).toList();
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
