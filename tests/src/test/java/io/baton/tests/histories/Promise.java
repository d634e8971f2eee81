/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

/** What a database promises of its isolation levels where that differs. */
enum Promise {
    /** From repeatable read on a transaction has one snapshot, and is ended when it writes over what that lacks. */
    POSTGRES,
    /** At repeatable read a transaction that writes reads behind its snapshot; one that only reads does not. */
    INNODB;

    /** Whether no cycle may go through a single thing that this transaction has not seen. */
    boolean isSnapshot(Attempt reader) {
        return switch (reader.level()) {
            case RC -> false;
            case RR -> this == POSTGRES || reader.isReadOnly();
            case SER -> true;
        };
    }
}
