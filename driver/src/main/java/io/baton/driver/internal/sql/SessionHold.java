/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

/**
 * Something that a session holds and that cannot be had again in another one.
 *
 * @param detail the name of it, as far as it has one: never a value
 */
public record SessionHold(Kind kind, String detail) {

    /** What can be held. */
    public enum Kind {
        NATIVE_OBJECT("the application unwrapped", false),
        LISTEN("it listens to notifications:", true),
        TEMPORARY_OBJECT("it has a temporary table, view or sequence:", true),
        PREPARED_BY_SQL("it has a statement prepared by SQL text:", false),
        ADVISORY_LOCK("it may hold an advisory lock:", false),
        TABLE_LOCK("it has locked tables:", false),
        HELD_CURSOR("it has a cursor WITH HOLD:", true),
        /** Set by text for one transaction, which may begin by any statement. */
        NEXT_TRANSACTION("the next transaction is not as the others:", false),
        LIBRARY("it loaded a library:", false),
        /** Something was set in a way that cannot be done again: by a value that is not in the text, or in part. */
        UNKNOWN_SETTING("it may have settings that are not known:", false);

        private final String sentence;
        private final boolean transactional;

        Kind(String sentence, boolean transactional) {
            this.sentence = sentence;
            this.transactional = transactional;
        }

        /** Whether a rollback undoes it. */
        public boolean isTransactional() {
            return transactional;
        }
    }

    /** For people, such as "it listens to notifications: orders". */
    public String sentence() {
        return kind.sentence + " " + detail;
    }
}
