/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.internal.catalogue.Conduct;
import io.baton.driver.internal.replay.ReplayRefused;
import org.jspecify.annotations.Nullable;

/**
 * What was found out of a transaction that is taken for one that only read.
 *
 * @param conduct what its texts can do
 * @param readersCount whether its level is, or may be, one at which others see whether it committed
 * @param difference why it was not the same; null when it was, or nobody looked
 */
public record ReadFinding(
        Kind kind,
        Conduct conduct,
        boolean readersCount,
        @Nullable ReplayRefused difference) {

    /** Nobody could look. */
    public static final ReadFinding NONE = new ReadFinding(Kind.NONE, Conduct.UNCLEAR, true, null);

    /** How far it was looked into. */
    public enum Kind {
        NONE,
        /** It was not run again. */
        LOOKED_AT,
        /** It saw the same again, wrote nothing, and was committed. */
        SAME,
        /** It would see something else. */
        CHANGED,
        /** The server would not let it do what it does. */
        REFUSED
    }
}
