/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What is to become of a call that failed.
 *
 * @param told what the application is to see; empty when the call may be run again
 * @param how it may be run again
 */
record Judgement(Optional<SQLException> told, How how) {

    enum How {
        AS_IT_IS,
        /** Only where the server refuses to write. */
        READING,
        /** When another transaction has been begun. */
        IN_TRANSACTION,
        /** The server has rolled it back: if nothing in it reaches beyond that. */
        IF_UNDONE
    }

    static final Judgement AGAIN = again(How.AS_IT_IS);

    static Judgement again(How how) {
        return new Judgement(Optional.empty(), how);
    }

    static Judgement tell(SQLException e) {
        return of(Optional.of(e));
    }

    static Judgement of(Optional<SQLException> told) {
        return new Judgement(told, How.AS_IT_IS);
    }
}
