/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What is to become of a call that failed.
 *
 * @param told what the application is to see; empty when the call may be run again
 * @param reading whether it may be run again only where the server refuses to write
 */
record Judgement(Optional<SQLException> told, boolean reading) {

    static final Judgement AGAIN = new Judgement(Optional.empty(), false);
    static final Judgement AGAIN_READING = new Judgement(Optional.empty(), true);

    static Judgement tell(SQLException e) {
        return of(Optional.of(e));
    }

    static Judgement of(Optional<SQLException> told) {
        return new Judgement(told, false);
    }
}
