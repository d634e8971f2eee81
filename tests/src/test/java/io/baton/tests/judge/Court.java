/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Hit;
import io.baton.lab.wire.Wires;
import io.baton.tests.judge.Tally.End;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Lets an application work through Baton while a connection of it is cut, and compares what it was told with the truth. */
final class Court implements AutoCloseable {

    /** Shared, since one database serves several courts. */
    private static final AtomicLong TAGS = new AtomicLong();

    private final String url;
    private final Wires wires;
    private final Tally tally;
    private Truth truth;
    private @Nullable Connection connection;
    private String options = "";
    private boolean wasCut;
    /** What there was of each run when it was judged. */
    private final Map<Long, String> judged = new TreeMap<>();

    static long lastTag() {
        return TAGS.get();
    }

    Court(String url, Wires wires, Tally tally, Truth truth) {
        this.url = url;
        this.wires = wires;
        this.tally = tally;
        this.truth = truth;
    }

    /** After a failover. */
    void moveTo(Truth next) throws SQLException {
        truth.close();
        truth = next;
    }

    /**
     * One run with a cut.
     *
     * @return whether the cut happened; it does not when the run has fewer messages
     */
    boolean cut(Work work, Cut cut, Judging judging) throws SQLException {
        Connection used = connection(work.options());
        long tag = TAGS.incrementAndGet();
        wires.arm(cut);
        long start = System.nanoTime();
        Answer answer = run(work, used, tag);
        tally.took(System.nanoTime() - start, work + ", " + cut);
        wires.disarm();
        wires.release();
        if (cut.hit().isPresent()) {
            judging.settle(cut.hit().get());
        }
        if (cut.hit().isPresent() || wasCut) {
            judge(work, tag, answer, cut.direction(), work + ", run " + tag + ", " + cut);
        } else {
            require(work, tag, answer, work + ", no cut");
        }
        // The last message of a run may be the one: then it is the next run that meets a broken connection.
        wasCut = cut.hit().isPresent();
        goOn(work, used, answer, work + " after " + cut);
        return cut.hit().isPresent();
    }

    /** Waits until nothing of the cut session can happen any more, and sees to it that {@link Truth} is the new primary's. */
    @FunctionalInterface
    interface Judging {
        void settle(Hit hit) throws SQLException;
    }

    /** How many messages an undisturbed run takes, from the state in which the last one left the connection. */
    Cut count(Work work) throws SQLException {
        Cut counter = Cut.never();
        Connection used = connection(work.options());
        long tag = TAGS.incrementAndGet();
        wires.arm(counter);
        Answer answer = run(work, used, tag);
        wires.disarm();
        require(work, tag, answer, work + ", undisturbed");
        return counter;
    }

    Truth truth() {
        return truth;
    }

    private Connection connection(String wanted) throws SQLException {
        Connection current = connection;
        if (current != null && !options.equals(wanted)) {
            current.close();
            current = null;
        }
        if (current == null) {
            current = DriverManager.getConnection(url + wanted);
            connection = current;
            options = wanted;
        }
        current.setAutoCommit(false);
        return current;
    }

    private static Answer run(Work work, Connection connection, long tag) {
        try {
            return Answer.done(work.run(connection, tag));
        } catch (SQLException e) {
            return Answer.of(e);
        } catch (RuntimeException e) {
            return new Answer(Answer.Kind.OTHER, List.of(), e);
        }
    }

    private void judge(Work work, long tag, Answer answer, Direction direction, String where) throws SQLException {
        String state = stateOf(tag);
        boolean done = state.equals(work.done());
        boolean untouched = state.equals(Work.UNTOUCHED);
        switch (answer.kind()) {
            case DONE -> {
                require(work, tag, answer, where);
                tally.count(work, direction, End.UNNOTICED);
            }
            case LOST, CONNECTION_LOST -> {
                if (!untouched) {
                    violation(where, answer, "told to be lost, but there is " + state);
                }
                tally.count(work, direction, answer.kind() == Answer.Kind.LOST ? End.LOST : End.CONNECTION_LOST);
            }
            case UNKNOWN -> {
                if (!done && !untouched) {
                    violation(where, answer, "half done: " + state);
                }
                tally.count(work, direction, done ? End.UNKNOWN_DONE : End.UNKNOWN_NOT_DONE);
            }
            case OTHER -> violation(where, answer, "told something else; there is " + state);
        }
    }

    private String stateOf(long tag) throws SQLException {
        String state = truth.state(tag);
        judged.put(tag, state);
        return state;
    }

    /** That nothing has come, gone or changed since it was judged. */
    void judgeAgain() throws SQLException {
        for (Map.Entry<Long, String> entry : judged.entrySet()) {
            String state = truth.state(entry.getKey());
            if (!state.equals(entry.getValue())) {
                tally.violation("run " + entry.getKey() + ": there was " + entry.getValue() + ", in the end " + state);
            }
        }
    }

    /** It was done, exactly once, and what the application was shown is there. */
    private void require(Work work, long tag, Answer answer, String where) throws SQLException {
        String state = stateOf(tag);
        if (answer.kind() != Answer.Kind.DONE || !state.equals(work.done())) {
            violation(where, answer, "there is " + state + " instead of " + work.done());
        }
        if (answer.kind() == Answer.Kind.DONE && !answer.keys().equals(work.there(truth, tag))) {
            violation(where, answer, "it was shown " + answer.keys() + ", there is " + work.there(truth, tag));
        }
    }

    /** A lost transaction is repeated on the same connection; a state of class 08 means that the connection is closed. */
    private void goOn(Work work, Connection used, Answer answer, String where) throws SQLException {
        boolean mustBeClosed = answer.kind() == Answer.Kind.UNKNOWN || answer.kind() == Answer.Kind.CONNECTION_LOST;
        if (used.isClosed() != mustBeClosed) {
            violation(where, answer, "the connection is " + (mustBeClosed ? "not closed" : "closed"));
        }
        if (answer.kind() == Answer.Kind.LOST) {
            work.rollBack(used);
            long tag = TAGS.incrementAndGet();
            used.setAutoCommit(false);
            require(work, tag, run(work, used, tag), where + ", repeated");
        }
        if (answer.kind() == Answer.Kind.OTHER || used.isClosed()) {
            used.close();
            connection = null;
        }
    }

    private void violation(String where, Answer answer, String what) {
        tally.violation(where + ": " + what + "; the application saw " + answer.kind() + " " + answer.exception());
    }

    @Override
    public void close() throws SQLException {
        Connection current = connection;
        if (current != null) {
            current.close();
        }
        truth.close();
    }
}
