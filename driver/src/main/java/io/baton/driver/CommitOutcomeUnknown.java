/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import org.jspecify.annotations.Nullable;

/**
 * The connection broke while a commit, or a write in auto-commit mode, was under way: it may have taken effect or not.
 * SQLState 08007 (transaction resolution unknown). The connection is closed.
 *
 * <p>Never repeat the work blindly on this exception: ask for the outcome with the {@link #token()}, or look in the database
 * whether it is there. It is there as a whole or not at all, unless {@link #mayBeInPart()}.
 */
public final class CommitOutcomeUnknown extends FailoverException {

    private static final long serialVersionUID = 1L;

    private final @Nullable CommitToken token;
    private final boolean inPart;

    /** @param inPart what {@link #mayBeInPart} tells */
    public CommitOutcomeUnknown(
            String message, boolean inPart, @Nullable CommitToken token, @Nullable Throwable cause) {
        super(message, "08007", cause);
        this.token = token;
        this.inPart = inPart;
    }

    /**
     * Whether a part of it may have taken effect without the rest, since what was called commits more than once: a batch in auto-commit
     * mode, a text with a COMMIT among others, a procedure.
     */
    public boolean mayBeInPart() {
        return inPart;
    }

    /** What {@link BatonConnection#resolve} takes; null when this commit had none and nobody can tell. */
    public @Nullable CommitToken token() {
        return token;
    }
}
