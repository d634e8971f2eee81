/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import io.baton.lab.Sql;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Hit;
import io.baton.tests.answers.Fault;
import io.baton.tests.answers.Site;
import io.baton.tests.answers.Told;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server on which programs are run one after the other, each from the same beginning. */
final class Lane implements AutoCloseable {

    static final int BASE = 1_000;
    static final int OTHER_BASE = 5_000;

    private final World world;
    private final Connections judged;
    private final Site site;
    private final String truth;
    private final String next;
    private final News news;
    private String last = "";

    Lane(World world, Connections judged) throws SQLException {
        this.world = world;
        this.judged = judged;
        site = world.open();
        site.asAdmin(world.parts("schema"));
        site.createLedger();
        site.asAdmin(world.preparations());
        truth = world.reading("truth");
        next = world.reading("next");
        news = News.of(world, site);
    }

    World world() {
        return world;
    }

    /** On the vendor's driver, without a fault. */
    Recorded record(Program program, int base) throws SQLException {
        reset(base);
        try (Connection connection = DriverManager.getConnection(site.vendorsUrl(program.options()));
                Connection other = other(program)) {
            long session = world.session(connection);
            begin(connection);
            Run run = new Run(program, connection, other, n -> {});
            List<String> states = new ArrayList<>();
            List<String> open = new ArrayList<>();
            List<Boolean> autoCommit = new ArrayList<>();
            states.add(state());
            open.add("");
            autoCommit.add(connection.getAutoCommit());
            for (int n = 0; n < program.steps().size(); n++) {
                run.step(n);
                states.add(state());
                open.add(world == World.POSTGRES ? site.read(List.of(World.openTransaction(session))) : "");
                autoCommit.add(connection.getAutoCommit());
            }
            return new Recorded(List.copyOf(run.notes()), states, open, autoCommit, read(next));
        }
    }

    /** Through Baton. */
    Ending play(Program program, Recorded expected, Optional<Fault> fault, int message) throws SQLException {
        reset(BASE);
        Run[] run = new Run[1];
        int[] struck = {-1};
        last = fault + " at message " + message + ": " + Printer.java(program);
        Cut cut = fault.map(f -> f.at(message, hit -> {
                    struck[0] = run[0].at();
                    end(f, hit);
                }))
                .orElseGet(Cut::never);
        try (Connection connection = judged.connect(site.batonsUrl(program.options()));
                Connection other = other(program)) {
            begin(connection);
            List<Ending.Mark> marks = new ArrayList<>();
            run[0] = new Run(program, connection, other, n -> marks.add(mark(cut)));
            site.wires().arm(cut);
            Told told = run[0].from(0, expected.notes());
            site.wires().disarm();
            site.wires().release();
            cut.hit().ifPresent(hit -> site.awaitEnd(hit.backend()));
            Ending ending =
                    new Ending(told, List.copyOf(run[0].notes()), state(), connection.isClosed(), struck[0], marks);
            marks.add(mark(cut));
            if (told.kind() == Told.Kind.NOTHING) {
                return ending.next(read(next));
            }
            return told.kind() == Told.Kind.LOST
                            && !ending.closed()
                            && !program.hasOthers()
                            && world == World.POSTGRES // Others do not tell at once which transaction is open.
                            && expected.beginning(told.checkpoints()) >= 0
                            && expected.autoCommit().get(expected.beginning(told.checkpoints()))
                                    == connection.getAutoCommit()
                    ? again(ending, run[0], connection, expected)
                    : ending;
        }
    }

    /** What a session of MySQL or MariaDB says of its last statement is to be of the same one. */
    private void begin(Connection connection) throws SQLException {
        if (world != World.POSTGRES) {
            Sql.execute(connection, "SELECT 1");
        }
    }

    private static Ending.Mark mark(Cut cut) {
        return new Ending.Mark(cut.passed(Direction.TO_SERVER), cut.passed(Direction.TO_CLIENT));
    }

    /** The application does as it is told: it rolls back and does the transaction again. */
    private Ending again(Ending ending, Run run, Connection connection, Recorded expected) throws SQLException {
        if (connection.getAutoCommit()) {
            Sql.execute(connection, "ROLLBACK");
        } else {
            connection.rollback();
        }
        Told told = run.from(expected.beginning(ending.told().checkpoints()), expected.notes());
        return ending.again(told
                + Recorded.joined(run.notes())
                + (expected.isKnown(expected.notes().size()) ? "\n= " + state() + read(next) : ""));
    }

    private void end(Fault fault, Hit hit) {
        if (fault.endsSession()) {
            site.end(hit.backend());
            site.awaitEnd(hit.backend());
        }
    }

    private @Nullable Connection other(Program program) throws SQLException {
        if (!program.hasOthers()) {
            return null;
        }
        Connection other = DriverManager.getConnection(site.othersUrl());
        Sql.execute(other, world.patience(false));
        return other;
    }

    private void reset(int base) throws SQLException {
        try {
            site.asAdmin(List.of(world.patience(true)));
            site.asAdmin(world.reset(base));
            site.asAdmin(List.of(world.patience(false)));
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "somebody still holds locks after " + last + "\n" + site.read(List.of(world.sessions())), e);
        }
        news.heard();
    }

    private String state() throws SQLException {
        String seen = read(truth);
        return seen.equals(Recorded.LOCKED) ? seen : seen + ' ' + news.sinceTheBeginning();
    }

    /** Without waiting for what the application has locked. */
    private String read(String queries) throws SQLException {
        try {
            return site.readAll(queries);
        } catch (SQLException e) {
            if (world.isLocked(e)) {
                return Recorded.LOCKED;
            }
            throw e;
        }
    }

    @Override
    public void close() throws Exception {
        news.close();
        site.close();
    }
}
