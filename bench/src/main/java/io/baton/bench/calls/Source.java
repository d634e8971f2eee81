/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.calls;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections of a {@link Contender} come from. */
interface Source extends AutoCloseable {

    Connection connect() throws SQLException;

    @Override
    default void close() {}
}
