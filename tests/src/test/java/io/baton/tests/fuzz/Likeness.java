/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is the same in two records of one program is the program's; where they differ stands a value that the server made, and
 * wherever the same pair stands, it is the same value. A third record is alike if it has the program's values, and any values in
 * the places of the server's, but everywhere the same one: what was read is what is stored.
 */
final class Likeness {

    private static final Pattern TOKEN = Pattern.compile("[\\w.:+\\-]+|[^\\w.:+\\-\\s]");
    private static final Pattern INTEGER = Pattern.compile("\\d{1,9}");

    private final List<String> one;
    private final List<String> two;
    private final int distance;

    /** @param distance of the sequences in the two */
    Likeness(String one, String two, int distance) {
        this.one = tokens(one);
        this.two = tokens(two);
        this.distance = distance;
    }

    /** Two records that cannot be laid over one another say nothing. */
    boolean isUseless() {
        return one.size() != two.size();
    }

    /**
     * In what the third is not like them; empty if it is.
     *
     * @param exact whether numbers drawn from sequences have to be those of the first
     */
    Optional<String> objection(String third, boolean exact) {
        List<String> three = tokens(third);
        Map<String, String> bound = new HashMap<>();
        for (int i = 0; i < Math.min(one.size(), three.size()); i++) {
            String a = one.get(i);
            String b = two.get(i);
            String c = three.get(i);
            if (a.equals(b) || (exact && isDrawn(a, b))) {
                if (!a.equals(c)) {
                    return Optional.of(difference(three, i, "expected " + a + ", there is " + c));
                }
            } else {
                String before = bound.putIfAbsent(a + ' ' + b, c);
                if (before != null && !before.equals(c)) {
                    return Optional.of(difference(three, i, "was " + before + " elsewhere, here is " + c));
                }
                if (!shape(a).equals(shape(c)) && !shape(b).equals(shape(c))) {
                    return Optional.of(difference(three, i, "expected something like " + a + ", there is " + c));
                }
            }
        }
        return one.size() == three.size()
                ? Optional.empty()
                : Optional.of(difference(three, Math.min(one.size(), three.size()), "longer or shorter"));
    }

    private boolean isDrawn(String a, String b) {
        return INTEGER.matcher(a).matches()
                && INTEGER.matcher(b).matches()
                && Integer.parseInt(b) - Integer.parseInt(a) == distance;
    }

    private static String shape(String token) {
        return token.replaceAll("[\\w]+", "x");
    }

    private String difference(List<String> three, int at, String what) {
        return what + "; expected: .. " + around(one, at) + " .., there is: .. " + around(three, at) + " ..";
    }

    private static String around(List<String> tokens, int at) {
        return String.join(" ", tokens.subList(Math.max(0, at - 12), Math.min(tokens.size(), at + 8)));
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }
}
