/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.util.List;

/**
 * A piece of work whose answers are judged.
 *
 * @param name for people
 * @param options what is appended to the URL, such as {@code &baton.commitOutcome=ledger}; only those of Baton are left out for
 *     the vendor's driver
 * @param setUp run by an administrator once, before everything else
 * @param before run by the application's role before each run, so that every run finds the same
 * @param program what the application does
 * @param truth queries of an administrator that read all that the program may leave behind
 * @param meanwhile run by the application's role in another session at the moment of the fault
 * @param warmUps how often the program runs undisturbed on the same connection before the fault is armed
 */
record Work(
        String name,
        String options,
        List<String> setUp,
        List<String> before,
        Program program,
        List<String> truth,
        List<String> meanwhile,
        int warmUps) {

    static Work of(String name, Program program, String... truth) {
        return new Work(name, "", List.of(), List.of(), program, List.of(truth), List.of(), 0);
    }

    Work options(String more) {
        return new Work(name, options + more, setUp, before, program, truth, meanwhile, warmUps);
    }

    Work setUp(String... statements) {
        return new Work(name, options, List.of(statements), before, program, truth, meanwhile, warmUps);
    }

    Work before(String... statements) {
        return new Work(name, options, setUp, List.of(statements), program, truth, meanwhile, warmUps);
    }

    Work meanwhile(String... statements) {
        return new Work(name, options, setUp, before, program, truth, List.of(statements), warmUps);
    }

    Work warmUps(int runs) {
        return new Work(name, options, setUp, before, program, truth, meanwhile, runs);
    }

    @Override
    public String toString() {
        return name + (options.isEmpty() ? "" : " with " + options);
    }
}
