/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.sql.SQLTransactionRollbackException;
import org.jspecify.annotations.Nullable;

/**
 * The node was lost in the middle of a transaction, before its COMMIT was sent, and the transaction could not be replayed
 * on another node: it is certainly not committed. SQLState 40001 (serialization failure), which every retry framework
 * understands.
 *
 * <p>The connection is healthy: call {@code rollback()}, then repeat the transaction from its start. Until then every
 * statement throws this again, so that none runs without the ones before it.
 */
public final class TransactionLost extends SQLTransactionRollbackException {

    private static final long serialVersionUID = 1L;

    private final ReplayRefusal refusal;

    /** @param refusal why it was not replayed */
    public TransactionLost(String message, ReplayRefusal refusal, @Nullable Throwable cause) {
        super(message, "40001", cause);
        this.refusal = refusal;
    }

    /** As it was said before, now in answer to another call. */
    public TransactionLost(String message, TransactionLost before) {
        this(message, before.refusal, before);
    }

    /** Why it was not replayed. */
    public ReplayRefusal refusal() {
        return refusal;
    }
}
