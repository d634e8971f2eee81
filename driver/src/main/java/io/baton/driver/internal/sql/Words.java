/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;

/** What single words mean in one vendor's SQL. */
interface Words {

    /** First words of statements that read. */
    Set<String> reading();

    /** In a statement that begins like a read, these make it write, lock or unknown. */
    Set<String> notOnlyReading();

    /** Words that stand before a parenthesis without being a function, and functions known to have no effect. */
    Set<String> harmlessBeforeParenthesis();

    /** First words of statements that move within the transaction or end it. */
    Set<String> withinTransaction();

    /** Whether all that the statement does is done to the session alone, so that it can be done twice. */
    boolean onlySets(List<String> statement);

    /** Whether it begins a transaction. */
    boolean begins(List<String> statement);

    /** Whether it commits, or runs code that may. */
    boolean mayCommit(List<String> statement);

    /** As {@link #mayCommit}, where a transaction is open. */
    default boolean mayCommitWithin(List<String> statement) {
        return mayCommit(statement);
    }

    /** Whether what it does, it does to the session alone, and it is gone with that: done anew in the next one it is done once. */
    default boolean diesWithSession(List<String> statement) {
        return false;
    }

    /** Whether the statements of one text are one transaction in auto-commit mode. */
    boolean shareTransaction();

    /** Whether it is about a transaction in two phases. */
    boolean isInTwoPhases(List<String> statement);
}
