/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;

/** Large objects of an application's own, which give one and the same stream each time, as Spring's do. */
final class LargeObjects {

    private LargeObjects() {}

    static Blob blob(InputStream content, long length) {
        return of(Blob.class, "getBinaryStream", content, length);
    }

    static Clob clob(Reader content, long length) {
        return of(Clob.class, "getCharacterStream", content, length);
    }

    static NClob nClob(Reader content, long length) {
        return of(NClob.class, "getCharacterStream", content, length);
    }

    private static <T> T of(Class<T> type, String reading, Object content, long length) {
        return type.cast(Proxy.newProxyInstance(
                LargeObjects.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "length" -> length;
                    case "free" -> null;
                    case "hashCode" -> 1;
                    case "toString" -> "a large object";
                    default -> {
                        if (method.getName().equals(reading) && arguments == null) {
                            yield content;
                        }
                        throw new java.sql.SQLFeatureNotSupportedException(method.getName());
                    }
                }));
    }
}
