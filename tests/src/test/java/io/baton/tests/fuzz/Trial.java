/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import io.baton.tests.answers.Fault;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One program: without a fault, then with some. */
final class Trial {

    private static final Fault[] FAULTS = Fault.values();

    private final Lane lane;
    private final Coverage coverage;

    Trial(Lane lane, Coverage coverage) {
        this.lane = lane;
        this.coverage = coverage;
    }

    /** The first thing found, if any. */
    Optional<Finding> of(Program program, int faults, SplittableRandom random) throws SQLException {
        Oracle oracle = oracle(program);
        if (oracle.isUseless()) {
            coverage.useless();
            return Optional.empty();
        }
        Ending undisturbed = lane.play(program, oracle.one(), Optional.empty(), 0);
        if (Limits.refuses(undisturbed)) {
            coverage.useless();
            return Optional.empty();
        }
        coverage.program(program);
        Optional<Finding> difference = oracle.objectionWithout(undisturbed)
                .map(objection -> new Finding(program, Optional.empty(), 0, undisturbed, objection));
        if (difference.isPresent()) {
            return difference;
        }
        for (int i = 0; i < faults; i++) {
            Fault fault = FAULTS[random.nextInt(FAULTS.length)];
            Optional<Finding> found = one(program, oracle, fault, anyMessage(undisturbed, fault, random));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** At every message, with the faults that are given. */
    Optional<Finding> everywhere(Program program, Optional<Fault> only) throws SQLException {
        Oracle oracle = oracle(program);
        if (oracle.isUseless()) {
            return Optional.empty();
        }
        Ending undisturbed = lane.play(program, oracle.one(), Optional.empty(), 0);
        if (Limits.refuses(undisturbed)) {
            return Optional.empty();
        }
        if (only.isEmpty()) {
            return oracle.objectionWithout(undisturbed)
                    .map(objection -> new Finding(program, Optional.empty(), 0, undisturbed, objection));
        }
        Fault fault = only.get();
        int messages = undisturbed.marks().get(undisturbed.marks().size() - 1).messages(fault.isForServer());
        for (int message = 1; message <= messages; message++) {
            Optional<Finding> found = one(program, oracle, fault, message);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Of any step that has some: where a step has many, the others would be left out. */
    private static int anyMessage(Ending undisturbed, Fault fault, SplittableRandom random) {
        List<Ending.Mark> marks = undisturbed.marks();
        for (int tries = 0; tries < 50; tries++) {
            int step = random.nextInt(marks.size() - 1);
            int before = marks.get(step).messages(fault.isForServer());
            int messages = marks.get(step + 1).messages(fault.isForServer()) - before;
            if (messages > 0) {
                return before + 1 + random.nextInt(messages);
            }
        }
        return 1;
    }

    private Oracle oracle(Program program) throws SQLException {
        return new Oracle(lane.record(program, Lane.BASE), lane.record(program, Lane.OTHER_BASE));
    }

    private Optional<Finding> one(Program program, Oracle oracle, Fault fault, int message) throws SQLException {
        Ending ending = lane.play(program, oracle.one(), Optional.of(fault), message);
        if (othersWent(program, oracle.one(), ending) || Limits.asksAnother(program, oracle.one(), ending)) {
            return Optional.empty();
        }
        coverage.fault(program, fault, ending);
        return oracle.objection(ending, lane.world(), program)
                .map(objection -> new Finding(program, Optional.of(fault), message, ending, objection));
    }

    /** Others did what they could not do without the fault, or the other way round: another story, of which nothing is known. */
    private static boolean othersWent(Program program, Recorded expected, Ending ending) {
        for (int n = 0; n < ending.notes().size(); n++) {
            if (program.steps().get(n) instanceof Step.Others
                    && !expected.notes().get(n).equals(ending.notes().get(n))) {
                return true;
            }
        }
        return false;
    }
}
