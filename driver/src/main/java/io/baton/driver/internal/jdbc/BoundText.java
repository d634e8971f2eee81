/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/** Takes what a setter is told, to see a text that is bound: a name of a variable. Any other kind of value is nothing to it. */
final class BoundText {

    private @Nullable String value;

    /** To be told one binding. */
    PreparedStatement statement() {
        return (PreparedStatement) Proxy.newProxyInstance(
                BoundText.class.getClassLoader(), new Class<?>[] {PreparedStatement.class}, (itself, method, told) -> {
                    if (told == null || told.length < 2 || !method.getName().startsWith("set")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    value = told[1] instanceof String text ? text : null;
                    return null;
                });
    }

    /** Null when it was no text. */
    @Nullable
    String value() {
        return value;
    }
}
