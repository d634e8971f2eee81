/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.sql.SQLException;

/**
 * The setter of a parameter with its value, to be applied again. Is given the number that it had, which its slot tells anyway:
 * most are 8 B smaller for it, and every statement has some.
 */
@FunctionalInterface
interface Binding<S> {

    void applyTo(S delegate, int index) throws SQLException;
}
