/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/**
 * What an application binds is a value from that moment on: the kinds of objects that drivers take, through their setters, one
 * by one and in batches, refilled and changed, beside the vendor's driver and with a cut. The build tries a sample that
 * {@code -Dbaton.bound.seed} decides; {@code -Dbaton.bound.every=1} tries everything at each message.
 */
final class BoundSweep {

    private static final int EVERY = Integer.getInteger("baton.bound.every", 0);

    private final Random random = new Random(Long.getLong("baton.bound.seed", 1));
    private final Report report = new Report();
    private final Sweep sweep;
    private final String truth;
    private final List<String> options;

    /** @param options for the vendor's driver, one for each work */
    BoundSweep(Site site, String truth, List<String> options) {
        sweep = new Sweep(site, report);
        this.truth = truth;
        this.options = options;
    }

    void judge(List<Subject<?>> subjects, List<Subject<?>> longOnes) throws SQLException {
        for (Subject<?> subject : subjects) {
            for (Shape shape : Shape.values()) {
                if (!shape.refills() || subject.isRefillable()) {
                    sample(subject.work(shape, truth), EVERY == 0 ? 9 + random.nextInt(9) : EVERY);
                }
            }
        }
        for (Subject<?> subject : longOnes) {
            sample(subject.work(Shape.NEW_EACH, truth), 101);
            sample(subject.work(Shape.NEW_EACH_IN_A_BATCH, truth), 101);
        }
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
    }

    private void sample(Work work, int everyNth) throws SQLException {
        EnumSet<Fault> faults = EVERY == 0 ? EnumSet.of(any(List.of(Fault.values()))) : EnumSet.allOf(Fault.class);
        sweep.sample(work.options(any(options)), faults, everyNth);
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
