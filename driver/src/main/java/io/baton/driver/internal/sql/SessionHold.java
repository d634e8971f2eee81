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
        NATIVE_OBJECT("the application unwrapped", false, false),
        LISTEN("it listens to notifications:", true, true),
        TEMPORARY_OBJECT("it has a temporary table, view or sequence:", true, true),
        PREPARED_BY_SQL("it has a statement prepared by SQL text:", false, true),
        ADVISORY_LOCK("it may hold an advisory lock:", false, true),
        TABLE_LOCK("it has locked tables:", false, false),
        HELD_CURSOR("it has a cursor WITH HOLD:", true, true),
        /** Set by text for one transaction, which may begin by any statement. */
        NEXT_TRANSACTION("the next transaction is not as the others:", false, false),
        LIBRARY("it loaded a library:", false, false),
        SEED("it has set the seed of random numbers", false, false),
        /** What the catalogue of the next server says of functions, views and triggers that the session used. */
        FUNCTION("what it called may have left something in the session:", false, false),
        /** The server lists no variables but its own, so that it has to be asked for those of an application by name. */
        SETTING("it may have set", true, true),
        /** Something was set in a way that cannot be done again: by a value that is not in the text, or in part. */
        UNKNOWN_SETTING("it may have settings that are not known:", false, false);

        private final String sentence;
        private final boolean transactional;
        private final boolean told;

        Kind(String sentence, boolean transactional, boolean told) {
            this.sentence = sentence;
            this.transactional = transactional;
            this.told = told;
        }

        /** Whether a session that can be asked ({@link SessionQuestion}) tells of it. */
        public boolean isTold() {
            return told;
        }

        /** Whether a rollback undoes it. */
        public boolean isTransactional() {
            return transactional;
        }
    }

    /** Whether it is a temporary table of that name, without a database, or may be one. */
    public boolean mayBeTable(String name) {
        return switch (kind) {
            case NATIVE_OBJECT, UNKNOWN_SETTING, FUNCTION -> true;
            case TEMPORARY_OBJECT ->
                detail.isEmpty()
                        || detail.contains("(as it was called)")
                        || plain(detail.substring(detail.lastIndexOf('.') + 1)).equalsIgnoreCase(plain(name));
            default -> false;
        };
    }

    private static String plain(String name) {
        return name.replace("`", "").replace("\"", "");
    }

    /** For people, such as "it listens to notifications: orders". */
    public String sentence() {
        return detail.isEmpty() ? kind.sentence : kind.sentence + " " + detail;
    }
}
