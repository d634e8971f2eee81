/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the same calls at two places and looks for the first one that is seen to differ. */
final class Comparison {

    private final Site expected;
    private final Site actual;
    private final List<Step> epilogue;

    Comparison(Site expected, Site actual, List<Step> epilogue) {
        this.expected = expected;
        this.actual = actual;
        this.epilogue = epilogue;
    }

    /** What differed, and where. */
    record Difference(List<Step> steps, int at, String expected, String actual) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i <= Math.min(at, steps.size() - 1); i++) {
                text.append("    ").append(steps.get(i)).append('\n');
            }
            String where = at < steps.size() ? "the last call" : "the database afterwards";
            return text + "  " + where + "\n    expected: " + expected + "\n    actual:   " + actual;
        }
    }

    Optional<Difference> of(List<Step> steps) throws SQLException {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(epilogue);
        List<String> wanted = expected.run(all);
        List<String> found = actual.run(all);
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).equals(found.get(i)) && !found.get(i).contains(LastWord.REFUSAL)) {
                return Optional.of(new Difference(all, i, wanted.get(i), found.get(i)));
            }
        }
        return Optional.empty();
    }

    /** Of steps that do not depend on each other: each one that is seen to differ. */
    List<String> ofEach(List<Step> steps) throws SQLException {
        List<String> wanted = expected.run(steps);
        List<String> found = actual.run(steps);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).equals(found.get(i))) {
                String what = i < steps.size() ? steps.get(i).text() : "the database afterwards";
                differences.add(what + "\n    expected: " + wanted.get(i) + "\n    actual:   " + found.get(i));
            }
        }
        return differences;
    }

    /** Leaves out steps, many at a time and then fewer, as long as there still is a difference. */
    Difference shrunk(List<Step> steps, Difference first) throws SQLException {
        List<Step> current = new ArrayList<>(steps.subList(0, Math.min(steps.size(), first.at() + 1)));
        Difference difference = of(current).orElse(first);
        for (int size = Math.max(1, current.size() / 2); size >= 1; size = size / 2) {
            for (int from = 0; from < current.size(); ) {
                List<Step> fewer = new ArrayList<>(current);
                fewer.subList(from, Math.min(from + size, fewer.size())).clear();
                Optional<Difference> still = of(fewer);
                if (still.isPresent()) {
                    current = fewer;
                    difference = still.get();
                } else {
                    from += size;
                }
            }
        }
        return difference;
    }
}
