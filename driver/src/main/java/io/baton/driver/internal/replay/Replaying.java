/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.LogMark;
import io.baton.driver.internal.outcome.LogMarks;
import io.baton.driver.internal.sql.Generation;
import io.baton.driver.internal.sql.LastValue;
import io.baton.driver.internal.sql.ReplayTraits;
import io.baton.topology.dialect.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to do a transaction again, in the session of a lease. What the application holds is told of its new counterparts
 * only when everything has matched. Used by one thread.
 */
public final class Replaying {

    private final Lease lease;
    private final Dialect dialect;
    private final LogMarks marks;
    private final IdentityHashMap<Object, Object> counterparts = new IdentityHashMap<>();
    private final List<Adoption> adoptions = new ArrayList<>();
    private @Nullable GeneratedValues generated;
    private boolean lends;

    Replaying(Lease lease, Dialect dialect, LogMarks marks) {
        this.lease = lease;
        this.dialect = dialect;
        this.marks = marks;
    }

    /** Hands the new counterpart to what the application holds. */
    @FunctionalInterface
    public interface Adoption {
        void adopt() throws SQLException;
    }

    public Lease lease() {
        return lease;
    }

    public Connection connection() {
        return lease.jdbc();
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Whether the session of the lease has ended, too. */
    public boolean isLost() {
        return lease.isBroken() || dialect.isOver(lease.vendors());
    }

    /** The counterpart of something of the lost session; null when none was made. */
    public @Nullable Object counterpart(Object original) {
        return counterparts.get(original);
    }

    public void counterpart(Object original, Object made) {
        counterparts.put(original, made);
    }

    /**
     * The statement with the values that the application has seen of it; empty when it can be run as it is.
     *
     * @param mark where the log ended after it; null when nobody asked
     */
    public Optional<String> withSeenValues(ReplayTraits traits, SeenRows seen, @Nullable LogMark mark)
            throws SQLException, ReplayRefused {
        Generation generation = traits.generation();
        if (generation == null) {
            return Optional.empty();
        }
        if (generated == null) {
            generated = GeneratedValues.of(generation, this);
        }
        return generated.give(generation, seen, mark);
    }

    /** Makes sure that values which were given are where they were seen, by the rows that came back. */
    public void confirm(ResultSet again) throws SQLException, ReplayRefused {
        if (generated != null) {
            generated.confirm(again);
        }
    }

    /** The next statement is run. One that is no simple INSERT may redefine what was asked about. */
    public void runs(ReplayTraits traits) throws SQLException, ReplayRefused {
        if (!tells(traits.asks(), connection(), dialect)) {
            throw new ReplayRefused(ReplayRefusal.LAST_VALUE, "");
        }
        if (generated != null && traits.generation() == null) {
            generated.forget();
        }
    }

    /** Whether a session in which a transaction is, or was, replayed tells the truth when it is asked for that. */
    public static boolean tells(LastValue asked, Connection session, Dialect dialect) throws SQLException {
        return switch (asked) {
            case NOTHING -> true;
            case KEY -> dialect.hasGenerated(session);
            case OTHER, ROWS, MESSAGES, STATEMENT -> false;
        };
    }

    /** Whether the session has a value set for a statement that may not have taken it. */
    void lends(boolean now) {
        lends = now;
    }

    /** Whether the next attempt in the same session might take a value that was meant for this one. */
    boolean isTainted() {
        return lends;
    }

    /** Whether the server of this session certainly has what the log of the lost one's had up to there. */
    boolean isKept(LogMark mark) throws SQLException {
        return marks.isKept(mark, lease.jdbc(), lease.node());
    }

    /** To be done once the whole transaction has been done again. */
    public void afterwards(Adoption adoption) {
        adoptions.add(adoption);
    }

    void complete() throws SQLException {
        for (Adoption adoption : adoptions) {
            adoption.adopt();
        }
    }
}
