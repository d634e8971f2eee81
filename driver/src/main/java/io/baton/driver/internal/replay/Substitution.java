/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** One SQL text in the place of another, for calls that have theirs built in. */
public record Substitution(String text, String replacement) {

    /** Passes every call on, with the replacement where the first argument is the text. */
    public <T> T in(Class<T> type, T target) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (arguments != null && text.equals(arguments[0])) {
                        arguments[0] = replacement;
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }
}
