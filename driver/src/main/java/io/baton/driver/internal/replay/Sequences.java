/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import io.baton.topology.dialect.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sequences of PostgreSQL that are drawn past values which were seen, so that they are not handed out again. That needs the right to draw
 * and no other, and nobody notices but by numbers that are left out, as after any rollback.
 */
final class Sequences {

    /** A sequence that is further behind was reset by somebody, and is not ours to move. */
    private static final long MOST_DRAWN = 10_000;

    private static final String SEQUENCE = """
            SELECT s.seqrelid::bigint, s.seqincrement,
              NOT s.seqcycle AND pg_catalog.has_sequence_privilege(s.seqrelid, 'USAGE')
            FROM pg_catalog.pg_sequence s WHERE s.seqrelid = %s""";

    /** Somebody's own function of that name would be called in its place, depending on types and the search path. */
    private static final String ONLY_ONE_DRAWS =
            " AND (SELECT pg_catalog.count(*) FROM pg_catalog.pg_proc p WHERE p.proname = 'nextval') = 1";

    /** Whether a function may ask what the session has drawn, and some function may hide that this failed. */
    private static final String ASKED_IN_SECRET = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_proc p WHERE p.oid >= 16384
                AND COALESCE(NULLIF(p.prosrc, ''), pg_catalog.pg_get_functiondef(p.oid)) ~* 'currval|lastval')
              AND EXISTS (SELECT FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_language l ON l.oid = p.prolang
                WHERE p.oid >= 16384 AND l.lanname NOT IN ('sql', 'c', 'internal')
                  AND (l.lanname <> 'plpgsql' OR p.prosrc ~* 'exception.*when'))""";

    private final Connection connection;
    private final Dialect dialect;
    /** The last value drawn here, by sequence. */
    private final Map<Long, Long> drawn = new HashMap<>();

    private @Nullable Boolean askedInSecret;

    Sequences(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /**
     * One that may be drawn from.
     *
     * @param isDrawable whether drawing gives each number once, and is allowed to this user
     */
    record Sequence(long number, long increment, boolean isDrawable) {}

    /** The one with that number. */
    Optional<Sequence> of(long number) throws SQLException {
        return ask(SEQUENCE.formatted("?::bigint::oid"), number);
    }

    /** The one that {@code nextval('name')} draws from; empty when it may call something else. */
    Optional<Sequence> of(String name) throws SQLException {
        return ask(SEQUENCE.formatted("pg_catalog.to_regclass(?)") + ONLY_ONE_DRAWS, name);
    }

    private Optional<Sequence> ask(String question, Object which) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setObject(1, which);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Sequence(row.getLong(1), row.getLong(2), row.getBoolean(3)))
                        : Optional.empty();
            }
        }
    }

    /**
     * Draws until the sequence is at the value or past it.
     *
     * @return whether the value itself was drawn, so that it is certainly nobody else's
     * @throws ReplayRefused when the sequence was behind the value and somebody else has drawn that meanwhile
     */
    boolean drawPast(Sequence sequence, long value) throws SQLException, ReplayRefused {
        Long before = drawn.get(sequence.number());
        if (before != null && isAt(before, value, sequence)) {
            return false;
        }
        long last = number("SELECT pg_catalog.nextval(?::bigint::oid)", sequence);
        boolean isBehind = !isAt(last, value, sequence);
        boolean hit = isBehind ? drawnUpTo(value, last, sequence) : last == value;
        drawn.put(sequence.number(), isBehind ? value : last);
        return hit;
    }

    private boolean drawnUpTo(long value, long last, Sequence sequence) throws SQLException, ReplayRefused {
        long missing = -Math.floorDiv(Math.subtractExact(last, value), sequence.increment());
        if (missing > MOST_DRAWN) {
            throw new ReplayRefused(ReplayRefusal.VALUE_TAKEN, "its sequence is far behind");
        }
        String hits = "SELECT pg_catalog.count(*) FROM pg_catalog.generate_series(1, " + missing
                + ") WHERE pg_catalog.nextval(?::bigint::oid) = " + value;
        if (number(hits, sequence) == 0) {
            throw new ReplayRefused(ReplayRefusal.VALUE_TAKEN, "somebody else has drawn it");
        }
        return true;
    }

    private static boolean isAt(long last, long value, Sequence sequence) {
        return sequence.increment() > 0 ? last >= value : last <= value;
    }

    private long number(String sql, Sequence sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, sequence.number());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Whether a value that is given instead of drawn might be missed in the session without anybody noticing. */
    boolean mayBeAskedInSecret() throws SQLException {
        if (askedInSecret == null) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(ASKED_IN_SECRET)) {
                row.next();
                askedInSecret = row.getBoolean(1);
            }
        }
        return askedInSecret;
    }

    /** From now on currval and lastval fail, instead of telling of another value than the one that the session had drawn. */
    void discard() throws SQLException {
        dialect.forgetGenerated(connection);
    }

    /** Something may have been redefined. */
    void forget() {
        drawn.clear();
        askedInSecret = null;
    }
}
