/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.Connection;
import java.sql.SQLException;

/** The driver that is judged. */
@FunctionalInterface
interface Connections {

    /** Connects to a URL of Baton. */
    Connection connect(String url) throws SQLException;
}
