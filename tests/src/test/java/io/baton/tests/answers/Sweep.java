/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.Sql;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Hit;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Runs a piece of work on the vendor's driver without a fault, then through Baton with one fault at each message of it, and
 * compares what the application was told with what it should have seen and with what is in the database. Knows no statement.
 */
final class Sweep {

    private final Site site;
    private final Report report;

    Sweep(Site site, Report report) {
        this.site = site;
        this.report = report;
    }

    void run(Work work, Collection<Fault> faults) throws SQLException {
        site.asAdmin(work.setUp());
        Expected expected = expected(work);
        for (Fault fault : faults) {
            for (int message = 1; hits(work, expected, fault, message); message++) {}
        }
    }

    /** As {@link #run}, at one message of so many only, each fault at others. */
    void sample(Work work, Collection<Fault> faults, int everyNth) throws SQLException {
        site.asAdmin(work.setUp());
        Expected expected = expected(work);
        int first = 1;
        for (Fault fault : faults) {
            for (int message = first; hits(work, expected, fault, message); message += everyNth) {}
            first = first % everyNth + 1;
        }
    }

    private Expected expected(Work work) throws SQLException {
        List<String> states = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(site.vendorsUrl(work.options()))) {
            for (int i = 0; i < work.warmUps(); i++) {
                work.program().run(connection, () -> {});
            }
            before(work);
            states.add(site.read(work.truth()));
            String seen = work.program().run(connection, () -> states.add(site.read(work.truth())));
            states.add(site.read(work.truth()));
            return new Expected(seen, states);
        }
    }

    private void before(Work work) throws SQLException {
        run(work.before(), site.vendorsUrl(""));
    }

    private static void run(List<String> statements, String url) throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            for (String sql : statements) {
                Sql.execute(connection, sql);
            }
        }
    }

    /** False when the run has fewer messages. */
    private boolean hits(Work work, Expected expected, Fault fault, int message) throws SQLException {
        Cut cut = fault.at(message, hit -> happen(work, fault, hit));
        Told told;
        String state;
        boolean repeated = true;
        try (Connection connection = DriverManager.getConnection(site.batonsUrl(work.options()))) {
            for (int i = 0; i < work.warmUps(); i++) {
                work.program().run(connection, () -> {});
            }
            before(work);
            site.wires().arm(cut);
            told = run(work, connection);
            site.wires().disarm();
            site.wires().release();
            cut.hit().ifPresent(hit -> site.awaitEnd(hit.backend()));
            state = site.read(work.truth());
            if (connection.isClosed() != told.closes() && told.kind() != Told.Kind.OTHER) {
                violation(work, fault, message, told, state, "is the connection closed: " + connection.isClosed());
            }
            if (told.kind() == Told.Kind.LOST) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                before(work);
                repeated = expected.objection(run(work, connection), site.read(work.truth()))
                        .isEmpty();
            }
        }
        boolean happened = cut.hit().isPresent();
        if (happened) {
            report.count(work, told.kind());
        }
        boolean mayDiffer = happened && told.kind() != Told.Kind.OTHER;
        String objection = mayDiffer || told.kind() == Told.Kind.NOTHING
                ? expected.objection(told, state)
                : "told something without a reason";
        if (!objection.isEmpty()) {
            violation(work, fault, message, told, state, objection);
        }
        if (!repeated) {
            violation(work, fault, message, told, state, "what was lost cannot be repeated on the same connection");
        }
        return happened;
    }

    private void happen(Work work, Fault fault, Hit hit) {
        try {
            run(work.meanwhile(), site.othersUrl());
        } catch (SQLException e) {
            if (!isLockTimeout(e)) { // Who would have to wait for the application comes later, when nobody looks.
                throw new IllegalStateException(e);
            }
        }
        if (fault.endsSession()) {
            site.end(hit.backend());
            site.awaitEnd(hit.backend());
        }
    }

    private static boolean isLockTimeout(SQLException e) {
        return "55P03".equals(e.getSQLState()) || e.getErrorCode() == 1205;
    }

    private static Told run(Work work, Connection connection) {
        int[] checkpoints = {0};
        try {
            return Told.nothing(work.program().run(connection, () -> checkpoints[0]++), checkpoints[0]);
        } catch (SQLException | RuntimeException e) {
            return Told.of(e, checkpoints[0]);
        }
    }

    private void violation(Work work, Fault fault, int message, Told told, String state, String objection) {
        report.violation("%s, %s at message %d: the application was told %s; there is %s; %s"
                .formatted(work, fault, message, told, state, objection));
    }
}
