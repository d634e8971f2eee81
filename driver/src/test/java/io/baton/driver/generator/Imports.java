/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Names types as source does, and remembers what has to be imported for it. */
final class Imports {
    private final SortedSet<String> names = new TreeSet<>();

    String name(Type type) {
        if (type instanceof Class<?> raw) {
            return name(raw);
        }
        if (type instanceof ParameterizedType generic) {
            return Arrays.stream(generic.getActualTypeArguments())
                    .map(this::name)
                    .collect(Collectors.joining(", ", name(generic.getRawType()) + "<", ">"));
        }
        if (type instanceof TypeVariable<?> || type instanceof WildcardType) {
            return type.getTypeName();
        }
        throw new IllegalArgumentException("No JDBC method has had such a type so far: " + type);
    }

    void add(String qualifiedName) {
        names.add(qualifiedName);
    }

    private String name(Class<?> raw) {
        Class<?> element = raw;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (!element.isPrimitive() && !element.getPackageName().equals("java.lang")) {
            names.add(element.getName());
        }
        return raw.getSimpleName();
    }

    @Override
    public String toString() {
        return names.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining());
    }
}
