/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How a statement is made. Is given the text, which its statement knows anyway: so the plain {@code prepareStatement} needs no
 * object for it.
 */
@FunctionalInterface
interface Creation<S> {

    /**
     * Makes one.
     *
     * @param sql null for a plain statement
     */
    S on(Connection connection, @Nullable String sql) throws SQLException;
}
