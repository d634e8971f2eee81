/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.topology.time.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The query timeout of a statement that has one. */
final class QueryTimeout {

    private final int seconds;
    private boolean shortened;
    private @Nullable Deadline limit;

    QueryTimeout(int seconds) {
        this.seconds = seconds;
    }

    int seconds() {
        return seconds;
    }

    /** Of the call that runs, or the last one. */
    @Nullable
    Deadline limit() {
        return limit;
    }

    void start() {
        limit = Deadline.after(Duration.ofSeconds(seconds));
    }

    /** What is left of it. JDBC counts seconds: rounded up, so that nothing is cut off early. */
    int left() {
        return limit == null
                ? seconds
                : (int) Math.max(1, limit.remaining().plusMillis(999).toSeconds());
    }

    /** Whether the vendor's statement was told less, for the rest of a call. */
    boolean isShortened() {
        return shortened;
    }

    void shortened(boolean less) {
        shortened = less;
    }
}
