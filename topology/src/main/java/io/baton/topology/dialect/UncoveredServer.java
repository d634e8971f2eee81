/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import java.sql.SQLException;

/**
 * The server is of a kind for which Baton has no rules: what it says of itself does not tell who may be written to. The message names
 * the kind. SQLState 0A000 (feature not supported).
 */
public final class UncoveredServer extends SQLException {

    private static final long serialVersionUID = 1L;

    UncoveredServer(String message) {
        super(message, "0A000");
    }
}
