/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.BatonOption;
import io.baton.driver.FailoverException;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.Waiter;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Answers {@code isValid}. During an outage a connection is valid as long as it would heal: a pool that threw it away
 * would only have to open another one, to the same cluster in the same outage.
 */
final class Validity {

    /** {@code isValid(0)} means no limit, and health checks ask just that; nobody wants to wait for a frozen server. */
    private static final int SECONDS_WHEN_UNLIMITED = 5;

    private final LogicalSession session;

    Validity(LogicalSession session) {
        this.session = session;
    }

    boolean check(int timeoutSeconds) throws SQLException {
        if (timeoutSeconds < 0) {
            session.current().jdbc().isValid(timeoutSeconds); // The vendor's refusal.
        }
        if (session.isClosed()) {
            return false;
        }
        session.settleEffects();
        int seconds = timeoutSeconds == 0 ? SECONDS_WHEN_UNLIMITED : timeoutSeconds;
        Lease lease = session.current();
        if (!session.isDead(lease)) {
            if (lease.jdbc().isValid(seconds)) {
                return true;
            }
        }
        // Moving on would make the application's next statement the first of another transaction.
        boolean inTransaction = session.isInTransaction(lease);
        session.giveUp(lease, new SQLException("no answer to a validity check"));
        if (inTransaction) {
            session.interrupt(lease, null); // To be replayed before the next call, or refused there.
        }
        return !session.isPinned() && heals(Duration.ofSeconds(seconds));
    }

    private boolean heals(Duration limit) throws SQLException {
        if (session.isOutage()) {
            // Waited for by the call that needs the node: this one may belong to a reader, who does not need a primary.
            return session.isOutageYoung();
        }
        // Long enough for a node that is well.
        Duration patience = session.cluster().config().options().duration(BatonOption.PROBE_TIMEOUT);
        try {
            session.route(Deadline.after(limit).orAfter(patience), Waiter.PATIENT);
            return true;
        } catch (FailoverException outage) {
            return session.isOutageYoung();
        }
    }
}
