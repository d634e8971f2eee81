/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import io.baton.tests.answers.Fault;
import java.util.Optional;

/**
 * A program that was told something false.
 *
 * @param fault what happened; empty if there is a difference without a fault
 * @param message at which one
 */
record Finding(Program program, Optional<Fault> fault, int message, Ending ending, String objection) {

    @Override
    public String toString() {
        return fault.map(f -> f + " at message " + message + " in step " + ending.struck())
                        .orElse("no fault")
                + "; the application was told " + ending.told() + " in step "
                + ending.told().checkpoints() + "; " + objection + "\n" + Printer.java(program);
    }
}
