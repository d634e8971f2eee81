/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.sql.SQLException;

/** A JDBC setter with its arguments, to be applied again to an object that takes the place of a lost one. */
@FunctionalInterface
public interface Setting<D> {
    void applyTo(D delegate) throws SQLException;
}
