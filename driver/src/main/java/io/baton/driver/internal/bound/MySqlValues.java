/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.util.function.BiPredicate;

/** Connector/J and MariaDB Connector/J: they look at objects when the statement is executed, and serialize what they do not know. */
final class MySqlValues extends BoundValues {

    static final MySqlValues INSTANCE = new MySqlValues();

    private MySqlValues() {}

    @Override
    Object copied(Object value, Object copy, BiPredicate<Object, Object> same) {
        return new Watched(value, copy, same);
    }

    @Override
    Object vendors(Object value) {
        return new Unjudged(value);
    }
}
