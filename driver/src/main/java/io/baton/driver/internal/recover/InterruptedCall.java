/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.PendingCommit;
import io.baton.driver.internal.sql.ReplayTraits;
import io.baton.driver.internal.sql.SqlText;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed.
 *
 * @param lease where it ran
 * @param text what it does by its SQL; null when it has none
 * @param nature what it may have done
 * @param pending what was known before, if it is a COMMIT
 */
public record InterruptedCall(Lease lease, @Nullable SqlText text, Nature nature, PendingCommit pending) {

    /** What a statement begins with that the application allows to be run twice. */
    private static final String IDEMPOTENT = "/*@idempotent*/";

    /** Of a call without a text. */
    public InterruptedCall(Lease lease, Nature nature) {
        this(lease, null, nature, PendingCommit.UNASKED);
    }

    /** What a call may have done by the time it failed. */
    public enum Nature {
        /** Its SQL tells. */
        STATEMENT,
        /** Several statements, which are not one unit in auto-commit mode. */
        BATCH,
        /** Asks for something and changes nothing, such as metadata. */
        INQUIRY,
        /** Commits. */
        COMMIT
    }

    boolean mayCommit() {
        return nature == Nature.COMMIT || (text != null && text.mayCommit());
    }

    /** As {@link #mayCommit}, where a transaction is open. */
    boolean mayCommitWithin() {
        return nature == Nature.COMMIT || (text != null && text.mayCommitWithin());
    }

    /** Whether it asks for what the end of its session has done already. */
    boolean endsByRollingBack() {
        return text != null && text.endsByRollingBack();
    }

    /** Whether it commits and does nothing else. */
    boolean isCommit() {
        return nature == Nature.COMMIT || (text != null && text.isCommit());
    }

    /** Whether it begins a transaction. */
    boolean begins() {
        return text != null && text.begins();
    }

    /**
     * Whether a part of it may be committed although the rest was not, if each statement is its own transaction.
     *
     * @param vouched whether the application says that each of its writes may be run again
     */
    boolean isDivisible(boolean vouched) {
        return (nature == Nature.BATCH && !vouched) || mayCommit();
    }

    /** Whether it is no unit: a part of it may be there without the rest, if any of it is. */
    boolean mayBeInPart() {
        return nature == Nature.BATCH || (text != null && text.commitsInParts());
    }

    /** Whether the text says that it may be run again. */
    public static boolean isIdempotent(String sql) {
        return sql.stripLeading().startsWith(IDEMPOTENT);
    }

    /** @param vouched whether the application said that each of its writes in auto-commit mode may be run again */
    Repetition repetition(boolean vouched) {
        if (text != null && text.sql() != null && ReplayTraits.forbidsReplay(text.sql())) {
            return Repetition.NONE;
        }
        boolean allowed = vouched && nature != Nature.COMMIT && !mayCommit();
        if (allowed || nature == Nature.INQUIRY) {
            return Repetition.AS_IT_IS;
        }
        if (text == null) {
            return Repetition.NONE;
        }
        boolean idempotent = nature == Nature.STATEMENT && text.sql() != null && isIdempotent(text.sql());
        if (idempotent || text.diesWithSession()) {
            return Repetition.AS_IT_IS;
        }
        return text.looksLikeReading() ? Repetition.AS_READING : Repetition.NONE;
    }

    boolean isInTwoPhases() {
        return text != null && text.isInTwoPhases();
    }

    InterruptedCall on(Lease other) {
        return new InterruptedCall(other, text, nature, PendingCommit.UNASKED);
    }
}
