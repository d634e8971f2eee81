/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

/** What one statement leaves behind in the session it runs in, beyond data; or how it ends a transaction. */
public sealed interface SessionEffect {

    /** Whether it concerns the transaction alone. */
    default boolean isOnlyTransactional() {
        return this instanceof Savepoint
                || this instanceof RollbackTo
                || this instanceof Begin
                || this instanceof Commit
                || this instanceof Rollback;
    }

    /**
     * Gives a configuration variable a value that lasts.
     *
     * @param how what has the same effect in another session
     */
    record Assign(String variable, Restoration how) implements SessionEffect {}

    /** The same with a value that is bound to the statement: running it again with what is bound now has the same effect. */
    record AssignBound(String variable) implements SessionEffect {}

    /** May set the variable whose name is bound to the statement as that parameter: the session is to be asked for it. */
    record SettingBound(int parameter) implements SessionEffect {}

    /** Takes a variable back to what it was after the login. */
    record Reset(String variable) implements SessionEffect {}

    /** As {@link Reset} for all of them but the role and the session's user. */
    record ResetAll() implements SessionEffect {}

    /** Leaves something in the session that no other session has. */
    record Hold(SessionHold hold) implements SessionEffect {}

    /** Ends that. */
    record Release(SessionHold hold) implements SessionEffect {}

    /** Ends all of a kind. */
    record ReleaseAll(SessionHold.Kind kind) implements SessionEffect {}

    /** What is held of a kind has other names now, or the names mean others: nothing ends them one by one any more. */
    record Unnamed(SessionHold.Kind kind) implements SessionEffect {}

    /** Everything is as after the login: {@code DISCARD ALL}. */
    record DiscardAll() implements SessionEffect {}

    /** {@code SAVEPOINT}. */
    record Savepoint(String name) implements SessionEffect {}

    /** {@code ROLLBACK TO SAVEPOINT}. */
    record RollbackTo(String name) implements SessionEffect {}

    /** {@code BEGIN} and its other name. */
    record Begin() implements SessionEffect {}

    /** {@code COMMIT} and its other names. */
    record Commit() implements SessionEffect {}

    /** {@code ROLLBACK} of the whole transaction. */
    record Rollback() implements SessionEffect {}
}
