/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

/** Why an open transaction was not, or could not be, replayed on another node. Immutable. */
public enum ReplayRefusal {
    SWITCHED_OFF("replay is switched off by baton.replay"),
    DISABLED_BY_HINT("a statement carries the hint /*@noreplay*/"),
    SESSION_PINNED("the session holds what no other session has"),
    TOO_MANY_CALLS("the transaction made more calls than baton.replayCalls allows to keep"),
    TOO_MUCH_DATA("the transaction's calls keep more data than baton.replayMemory allows"),
    SHARED_BY_THREADS(
            "several threads used the connection in one transaction, so the order of their calls is not certain"),
    EXTERNAL_EFFECT("a statement has effects outside the transaction, which would happen twice"),
    ENDED_BY_TEXT("a script ended a transaction and went on in the next one"),
    ROWS_READ_OUT_OF_ORDER("a result was scrolled or changed through the ResultSet"),
    NOT_NOTED("what a call returned could not be noted"),
    LARGE_OBJECT("a large object was read or written through the session"),
    CURSOR_VALUE("a cursor was read that came out of a column or parameter"),
    STREAM_CONSUMED("a stream was bound of which more was read than is kept, or for more than one execution"),
    VALUE_NOT_JUDGED("an object was bound of a class that may change, and of which no copy is known"),
    VALUE_CHANGED("an object was changed between being bound and being sent"),
    OBJECT_LOST("what was being read belongs to the session that was lost"),
    RESULT_CHANGED("a statement would return other rows than the application has seen"),
    COUNT_CHANGED("a statement would change another number of rows than the application has seen"),
    OUTCOME_CHANGED("a statement that had worked would fail, or the other way round"),
    VALUE_TAKEN("a generated value that the application has seen may belong to somebody else by now"),
    LAST_VALUE("the session is asked for the value that it generated last, which no other one can tell"),
    CONFLICT("other transactions stood in the way each time it was tried"),
    ENDED_BY_SERVER_LIMIT("the server ended the session because the transaction took or waited too long"),
    OUT_OF_TIME("the time for it was over"),
    CANCELLED("it was cancelled");

    private final String sentence;

    ReplayRefusal(String sentence) {
        this.sentence = sentence;
    }

    /** What it means, for people; begins in lower case and has no full stop. */
    public String sentence() {
        return sentence;
    }
}
