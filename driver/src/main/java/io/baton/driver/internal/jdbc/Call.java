/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One JDBC method with its arguments, to be run on whatever object stands for the delegate by then. */
@FunctionalInterface
public interface Call<D, R extends @Nullable Object> {
    R on(D delegate) throws SQLException;
}
