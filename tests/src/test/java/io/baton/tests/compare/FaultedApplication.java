/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/**
 * An application with a sequence of calls, which it makes once without a fault on the vendor's driver and once through Baton
 * with the primary lost between two of them.
 */
final class FaultedApplication {

    /** What the README says that an application may see. */
    private static final Pattern DOCUMENTED = Pattern.compile(
            "throws (io\\.baton\\.driver\\.(TransactionLost|CommitOutcomeUnknown"
                    + "|ConnectionLost|NoNodeAvailable)|java\\.sql\\.SQLException: (this belongs to a session|the savepoint belongs)).*");

    /** What no JDBC driver may throw because of a failover: these are mistakes of ours. */
    private static final Pattern NEVER = Pattern.compile("throws java\\.(lang|util)\\..*|.*\\[08... 0\\].*is open");

    private static final Pattern NODE = Pattern.compile("127\\.0\\.0\\.1:\\d+");

    private final String database;
    private final Sequence sequence;
    private final List<Step> steps;
    private final int faultBefore;
    private final List<String> unfaulted;

    FaultedApplication(String database, Sequence sequence, int faultBefore, Site raw) throws SQLException {
        this.database = database;
        this.sequence = sequence;
        this.steps = new ArrayList<>(sequence.steps());
        steps.addAll(Sequence.epilogue());
        this.faultBefore = Math.min(faultBefore, sequence.steps().size());
        this.unfaulted = raw.run(steps);
        raw.reset();
    }

    String database() {
        return database;
    }

    /** Makes the calls; says what was wrong, nothing if all was well. */
    List<String> run(String url, CountDownLatch arrived, CountDownLatch faulted) throws Exception {
        List<String> wrong = new ArrayList<>();
        boolean diverged = false;
        try (World world = World.open(url)) {
            for (int i = 0; i < steps.size(); i++) {
                if (i == faultBefore) {
                    arrived.countDown();
                    faulted.await();
                }
                String outcome = withoutNode(Site.outcome(steps.get(i), world));
                boolean asExpected = outcome.equals(withoutNode(unfaulted.get(i)));
                boolean documented =
                        i >= faultBefore && DOCUMENTED.matcher(outcome).matches();
                boolean inconsistent = outcome.contains("[08")
                        && documented
                        && !world.connection().isClosed();
                boolean unheardOf = !asExpected
                        && ((!documented && !diverged) || NEVER.matcher(outcome).matches());
                if (unheardOf || inconsistent) {
                    wrong.add(describe(i, outcome));
                }
                // Objects of a closed connection may not remember what the vendor's would, after a switch.
                diverged |= i >= faultBefore && world.connection().isClosed();
                // Reads go to a replica then, which refuses the writes that the vendor lets pass in auto-commit mode.
                diverged |= !asExpected || steps.get(i).text().contains("setReadOnly(true)");
            }
        }
        return wrong;
    }

    /** Whether everything it saw was as if nothing had happened is known by what it left behind. */
    String expectedContents() {
        return unfaulted.get(unfaulted.size() - 1);
    }

    private static String withoutNode(String outcome) {
        return NODE.matcher(outcome).replaceAll("node");
    }

    private String describe(int at, String outcome) {
        StringBuilder text =
                new StringBuilder("seed " + sequence.seed() + ", the primary lost before call " + faultBefore);
        for (int i = 0; i <= at; i++) {
            text.append(i == faultBefore ? "\n  --- the primary is lost" : "")
                    .append("\n    ")
                    .append(steps.get(i));
        }
        return text + "\n  expected: " + unfaulted.get(at) + "\n  actual:   " + outcome;
    }
}
