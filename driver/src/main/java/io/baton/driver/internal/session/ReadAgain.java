/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.internal.catalogue.Catalogue;
import io.baton.driver.internal.catalogue.Conduct;
import io.baton.driver.internal.catalogue.ReadOnlyMode;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.replay.Journal;
import io.baton.driver.internal.replay.Replay;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.topology.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a transaction that is taken for one that only read, and whose COMMIT got no answer: what its texts can do, and what
 * comes of it when it is run again, and committed, in a transaction that the server lets only read.
 */
final class ReadAgain {

    private final Catalogue catalogue;
    private final ReadOnlyMode mode;
    private final Replay replay;
    private final SessionSettings settings;

    ReadAgain(Catalogue catalogue, ReadOnlyMode mode, Replay replay, SessionSettings settings) {
        this.catalogue = catalogue;
        this.mode = mode;
        this.replay = replay;
        this.settings = settings;
    }

    /** What there is to be found out. */
    enum Question {
        /** Only what its texts can do: the server has said that nothing was written. */
        CONDUCT,
        /** Whether the server refuses it in a READ ONLY transaction as well. */
        RUN
    }

    /**
     * Leaves no transaction open.
     *
     * @param elsewhere whether the lease's server is another one than the transaction's
     * @throws SQLException when the lease was lost, or worse
     */
    ReadFinding on(
            Lease lease,
            Question question,
            Journal journal,
            boolean elsewhere,
            Deadline until,
            BooleanSupplier cancelled)
            throws SQLException {
        Connection session = lease.jdbc();
        List<String> texts = journal.texts();
        session.setAutoCommit(true);
        Conduct conduct = catalogue.conduct(texts, settings.readOnly(), session);
        boolean readersCount = mode.readersCount(session) || mayDiffer(texts, elsewhere);
        if (conduct == Conduct.UNCLEAR || question == Question.CONDUCT) {
            session.setAutoCommit(settings.autoCommit());
            return new ReadFinding(ReadFinding.Kind.LOOKED_AT, conduct, readersCount, null);
        }
        String wayBack = mode.enter(session);
        session.setAutoCommit(settings.autoCommit());
        Difference found = run(lease, journal, until, cancelled);
        if (!wayBack.isEmpty()) {
            session.setAutoCommit(true);
            ReadOnlyMode.run(session, wayBack);
            session.setAutoCommit(settings.autoCommit());
        }
        return new ReadFinding(found.kind(), conduct, readersCount, found.refusal());
    }

    /** Whether the level may have been another one than the session's; on another server the default may be. */
    private boolean mayDiffer(List<String> texts, boolean elsewhere) {
        boolean saysSo =
                texts.stream().anyMatch(text -> text.toUpperCase(Locale.ROOT).contains("ISOLATION"));
        return saysSo || (elsewhere && settings.isolation() == null);
    }

    private record Difference(
            ReadFinding.Kind kind, @Nullable ReplayRefused refusal) {}

    private Difference run(Lease lease, Journal journal, Deadline until, BooleanSupplier cancelled)
            throws SQLException {
        Connection session = lease.jdbc();
        try {
            replay.run(journal, lease, until, cancelled, mode::prepare);
            if (mode.isKept(session)) {
                mode.commit(session);
                return new Difference(ReadFinding.Kind.SAME, null);
            }
            mode.rollBack(session);
            return new Difference(ReadFinding.Kind.REFUSED, null);
        } catch (ReplayRefused e) {
            mode.rollBack(session);
            boolean refused = e.getCause() instanceof SQLException cause && mode.isRefusal(cause);
            return new Difference(refused ? ReadFinding.Kind.REFUSED : ReadFinding.Kind.CHANGED, e);
        } catch (SQLException e) {
            if (mode.isRefusal(e)) { // What runs in the COMMIT.
                return new Difference(ReadFinding.Kind.REFUSED, null);
            }
            throw e;
        }
    }
}
