/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

/** Where a transaction stood when a call failed: what may have happened on the server, and what certainly did not. */
public enum TransactionState {
    /** No transaction: the call was one of its own, and was committed by the server if it got that far. */
    AUTOCOMMIT,
    /** The call was the first of a transaction, so nothing came before it and nothing of it is committed. */
    BEGINNING,
    /** Calls came before it. Nothing is committed. */
    OPEN,
    /** A COMMIT was under way, or a call that may commit by itself, or in parts: the outcome is not known. */
    COMMITTING
}
