/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one application does from the first call on its connection to the last.
 *
 * @param options what is appended to the URL; those of Baton are left out for the vendor's driver
 */
record Program(String options, List<Step> steps) {

    private static final Pattern CODE =
            Pattern.compile("(?i);.|\\b(call|do|execute|table|index|view)\\b", Pattern.DOTALL);

    Program without(int from, int to) {
        List<Step> rest = new ArrayList<>(steps.subList(0, from));
        rest.addAll(steps.subList(to, steps.size()));
        return new Program(options, rest);
    }

    /** Whether up to that step anything is more than one statement, or runs code, so that a part of it may be committed without the rest. */
    boolean hasParts(World world, int step) {
        return world != World.POSTGRES
                || steps.subList(0, step + 1).stream()
                        .anyMatch(one -> one instanceof Step.Sent sent
                                && (sent.carrier().isBatch()
                                        || CODE.matcher(sent.text().marked()).find()));
    }

    boolean hasOthers() {
        return steps.stream().anyMatch(step -> step instanceof Step.Others);
    }
}
