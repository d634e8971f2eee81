/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.lang.reflect.Proxy;
import java.sql.Connection;

/** Writes a program as plain JDBC. */
final class Printer {

    /** For texts that are only written down: the key is written as 1. */
    static final Play NOBODYS = new Play(nobodys(), nobodys());

    private Printer() {}

    static String java(Program program) {
        StringBuilder java = new StringBuilder("// options: " + program.options() + "\n");
        int n = 0;
        for (Step step : program.steps()) {
            java.append("// ").append(n++).append(": ").append(step.feature()).append('\n');
            java.append(step.java()).append('\n');
        }
        return java.toString();
    }

    private static Connection nobodys() {
        return (Connection) Proxy.newProxyInstance(
                Printer.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("nobody's connection");
                });
    }
}
