/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import org.jspecify.annotations.Nullable;

/** The transaction is not replayed: running it again would not be the same transaction. */
public final class ReplayRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final ReplayRefusal reason;
    private final String detail;

    /** @param detail what it was in this case; empty when the reason says it all */
    public ReplayRefused(ReplayRefusal reason, String detail, @Nullable Throwable cause) {
        super(detail.isEmpty() ? reason.sentence() : reason.sentence() + ": " + detail, cause);
        this.reason = reason;
        this.detail = detail;
    }

    public ReplayRefused(ReplayRefusal reason, String detail) {
        this(reason, detail, null);
    }

    public ReplayRefusal reason() {
        return reason;
    }

    /** What it was in this case, without values; empty when the reason says it all. */
    public String detail() {
        return detail;
    }
}
