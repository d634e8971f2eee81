/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * What one application does from the first call on its connection to the last.
 *
 * @param options what is appended to the URL; those of Baton are left out for the vendor's driver
 */
record Program(String options, List<Step> steps) {

    Program without(int from, int to) {
        List<Step> rest = new ArrayList<>(steps.subList(0, from));
        rest.addAll(steps.subList(to, steps.size()));
        return new Program(options, rest);
    }

    boolean hasOthers() {
        return steps.stream().anyMatch(step -> step instanceof Step.Others);
    }
}
