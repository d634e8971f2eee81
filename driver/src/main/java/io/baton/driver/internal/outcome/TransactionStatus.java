/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

/** What the primary says of a transaction id; whose transaction that is, is another question. */
enum TransactionStatus {
    COMMITTED,
    ABORTED,
    IN_PROGRESS,
    /** It was not given to any transaction yet. */
    IN_THE_FUTURE,
    /** So long ago that the server has forgotten it. */
    FORGOTTEN
}
