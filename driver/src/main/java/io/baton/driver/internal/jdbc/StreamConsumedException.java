/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.sql.SQLException;

/** A stream was read further than is kept of it, so that it cannot be sent a second time. */
final class StreamConsumedException extends SQLException {

    private static final long serialVersionUID = 1L;

    StreamConsumedException(int kept) {
        super("a stream was lost of which more than " + kept + " were read", "40001");
    }
}
