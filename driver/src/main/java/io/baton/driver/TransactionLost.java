/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.sql.SQLTransactionRollbackException;
import org.jspecify.annotations.Nullable;

/**
 * The node was lost in the middle of a transaction, before its COMMIT was sent: it is certainly not committed. SQLState
 * 40001 (serialization failure), which every retry framework understands.
 *
 * <p>The connection is healthy: call {@code rollback()}, then repeat the transaction from its start. Until then every
 * statement throws this again, so that none runs without the ones before it.
 */
public final class TransactionLost extends SQLTransactionRollbackException {

    private static final long serialVersionUID = 1L;

    public TransactionLost(String message, @Nullable Throwable cause) {
        super(message, "40001", cause);
    }
}
