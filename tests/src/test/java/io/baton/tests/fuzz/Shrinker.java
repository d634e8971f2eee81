/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a program as small as it gets while something of the kind that was found is still found in it. */
final class Shrinker {

    private static final long MOST_NANOS = Duration.ofSeconds(20).toNanos();

    private final Trial trial;

    Shrinker(Trial trial) {
        this.trial = trial;
    }

    Finding shrunk(Finding finding) throws SQLException {
        Finding smallest = finding;
        boolean smaller = true;
        long end = System.nanoTime() + MOST_NANOS;
        while (smaller) {
            smaller = false;
            for (Program candidate : candidates(smallest.program())) {
                if (System.nanoTime() > end) {
                    return smallest;
                }
                Optional<Finding> found = trial.everywhere(candidate, finding.fault());
                if (found.isPresent()
                        && found.get().ending().told().kind()
                                == finding.ending().told().kind()) {
                    smallest = found.get();
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static List<Program> candidates(Program program) {
        List<Program> candidates = new ArrayList<>();
        int size = program.steps().size();
        for (int length = size / 2; length > 0; length /= 2) {
            for (int from = 0; from + length <= size; from += length) {
                candidates.add(program.without(from, from + length));
            }
        }
        if (!program.options().isEmpty()) {
            candidates.add(new Program("", program.steps()));
        }
        for (int n = 0; n < size; n++) {
            if (program.steps().get(n) instanceof Step.Sent sent && sent.carrier() != Carrier.EXECUTE) {
                List<Step> steps = new ArrayList<>(program.steps());
                steps.set(n, new Step.Sent(sent.feature(), Carrier.EXECUTE, sent.text()));
                candidates.add(new Program(program.options(), steps));
            }
        }
        return candidates;
    }
}
