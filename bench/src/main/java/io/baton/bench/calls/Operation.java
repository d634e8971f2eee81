/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.calls;

import java.util.Arrays;
import java.util.Locale;

/** The methods of {@link CallBenchmark}, in the words of reports. */
public enum Operation {
    CYCLE("prepare, bind, execute, read, close"),
    EXECUTE("executeQuery"),
    ROWS("1000 rows x 4 columns"),
    TRANSACTION("transaction: 3 updates and commit"),
    BORROW("connection: borrow and return");

    private final String label;

    Operation(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    String method() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Operation ofMethod(String method) {
        return Arrays.stream(values())
                .filter(operation -> operation.method().equals(method))
                .findFirst()
                .orElseThrow();
    }
}
