/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What Baton itself has to say, as opposed to the vendor's exceptions, which pass unchanged. The vendor's exception that
 * led to it is the cause.
 *
 * <p>Deliberately neither a {@code SQLTransientConnectionException} nor a {@code SQLRecoverableException}: frameworks
 * repeat those blindly. Every SQLState of class 08 from Baton means that the connection is closed for good; connection
 * pools draw the same conclusion from the state, so what a pool evicts and what is dead are the same connections.
 *
 * <p>{@link TransactionLost} is not a subclass, because JDBC has a class of its own for transactions that were rolled
 * back.
 */
public abstract sealed class FailoverException extends SQLException
        permits CommitOutcomeUnknown, ConnectionLost, NoNodeAvailable {

    private static final long serialVersionUID = 1L;

    FailoverException(String message, String sqlState, @Nullable Throwable cause) {
        super(message, sqlState, cause);
    }
}
