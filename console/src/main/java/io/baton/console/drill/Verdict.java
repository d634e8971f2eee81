/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.util.ArrayList;
import java.util.List;

/** Whether a drill passed. Pure. */
final class Verdict {

    private Verdict() {}

    /** What must not be, in words; empty when all is well. */
    static List<String> problems(Integrity integrity, List<WriterOutage> writers) {
        List<String> problems = new ArrayList<>();
        report(problems, integrity.missing(), "acknowledged writes are missing");
        report(problems, integrity.duplicates(), "rows are there twice");
        report(problems, integrity.halfTransactions(), "transactions took effect in half");
        report(problems, integrity.staleWrites() == null ? 0 : integrity.staleWrites(), "writes reached a stale node");
        long gone = writers.stream().filter(writer -> writer.outageMs() == null).count();
        report(problems, gone, "writers had no write acknowledged after the promotion");
        return problems;
    }

    private static void report(List<String> problems, long count, String what) {
        if (count > 0) {
            problems.add(count + " " + what);
        }
    }
}
