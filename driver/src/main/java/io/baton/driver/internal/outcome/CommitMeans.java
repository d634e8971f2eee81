/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import java.util.Locale;

/** What is done before a COMMIT so that its outcome can be found out: the choices of {@code baton.commitOutcome}. */
public enum CommitMeans {
    PROBE,
    LEDGER,
    OFF;

    /** The one of that name. */
    public static CommitMeans named(String choice) {
        return valueOf(choice.toUpperCase(Locale.ROOT));
    }
}
