/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What one application does from its first call to its last. The same seed gives the same steps. */
record Sequence(long seed, List<Step> steps) {

    static Sequence of(long seed) {
        return of(seed, Texts.VOCABULARY);
    }

    static Sequence of(long seed, Vocabulary texts) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                "s0 = c.createStatement()", w -> w.put("s0", w.connection().createStatement())));
        steps.add(new Step("m = c.getMetaData()", w -> w.put("m", w.connection().getMetaData())));
        if (random.nextInt(3) == 0) {
            steps.add(UsualCall.autoCommit(false));
        }
        int length = 8 + random.nextInt(30);
        for (int i = 0; i < length; i++) {
            steps.add(random.nextInt(5) < 3 ? UsualCall.next(random, texts) : AnyCall.next(random));
        }
        return new Sequence(seed, steps);
    }

    /** The same with some calls that unwrap here and there, which tie the session to its node. */
    Sequence withUnwrapping() {
        SplittableRandom random = new SplittableRandom(~seed);
        List<Step> more = new ArrayList<>(steps);
        for (int i = random.nextInt(4); i > 0; i--) {
            more.add(2 + random.nextInt(more.size() - 1), UnwrapCall.next(random));
        }
        return new Sequence(seed, more);
    }

    /** What is to be seen afterwards of the state that the calls left behind. */
    static List<Step> epilogue() {
        List<Step> steps = getters();
        for (String variable :
                List.of("search_path", "timezone", "work_mem", "application_name", "transaction_isolation")) {
            steps.add(query("SHOW " + variable));
        }
        return steps;
    }

    static Step query(String sql) {
        return new Step(sql, w -> {
            try (java.sql.Statement statement = w.connection().createStatement()) {
                return UsualCall.rows(statement.executeQuery(sql));
            }
        });
    }

    static List<Step> getters() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("c.isClosed()", w -> w.connection().isClosed()));
        steps.add(new Step("c.getAutoCommit()", w -> w.connection().getAutoCommit()));
        steps.add(new Step("c.isReadOnly()", w -> w.connection().isReadOnly()));
        steps.add(new Step("c.getHoldability()", w -> w.connection().getHoldability()));
        steps.add(new Step("c.getNetworkTimeout()", w -> w.connection().getNetworkTimeout()));
        steps.add(new Step("c.getTransactionIsolation()", w -> w.connection().getTransactionIsolation()));
        steps.add(new Step("c.getClientInfo()", w -> w.connection().getClientInfo()));
        steps.add(new Step("c.getSchema()", w -> w.connection().getSchema()));
        return steps;
    }
}
