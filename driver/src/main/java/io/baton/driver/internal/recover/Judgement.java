/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What is to become of a call that failed.
 *
 * @param told what the application is to see; empty when the call may be run again
 * @param reading whether it may be run again only where the server refuses to write
 * @param begins whether a transaction is to be begun before it
 */
record Judgement(Optional<SQLException> told, boolean reading, boolean begins) {

    static final Judgement AGAIN = new Judgement(Optional.empty(), false, false);
    static final Judgement AGAIN_READING = new Judgement(Optional.empty(), true, false);
    static final Judgement AGAIN_IN_TRANSACTION = new Judgement(Optional.empty(), false, true);

    static Judgement tell(SQLException e) {
        return of(Optional.of(e));
    }

    static Judgement of(Optional<SQLException> told) {
        return new Judgement(told, false, false);
    }
}
