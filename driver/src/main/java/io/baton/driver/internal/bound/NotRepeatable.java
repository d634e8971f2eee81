/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import io.baton.driver.ReplayRefusal;
import java.sql.SQLException;

/** What was bound cannot be bound a second time as it was. */
public final class NotRepeatable extends SQLException {

    private static final long serialVersionUID = 1L;

    private final ReplayRefusal reason;
    private final String detail;

    NotRepeatable(ReplayRefusal reason, Object value) {
        this(reason, value.getClass().getName());
    }

    NotRepeatable(ReplayRefusal reason, String detail) {
        super(reason.sentence() + (detail.isEmpty() ? "" : ": " + detail), "40001");
        this.reason = reason;
        this.detail = detail;
    }

    public ReplayRefusal reason() {
        return reason;
    }

    /** The class; values are secret. */
    public String detail() {
        return detail;
    }
}
