/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.sql.NClob;

/** The NClob that a vendor's driver gets in place of the application's. */
final class NClobView extends ClobView implements NClob {

    NClobView(ClobTape tape, boolean first) {
        super(tape, first);
    }
}
