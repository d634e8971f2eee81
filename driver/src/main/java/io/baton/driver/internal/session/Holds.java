/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.internal.sql.SessionHold;
import io.baton.driver.internal.sql.SessionHold.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What ties a session to its physical connection. Where a session can be asked what it has, texts only raise suspicions and end nothing:
 * a name in a text may be that of somebody else's table, and a lock that was taken twice is held once more. Changed by the thread that uses
 * the connection, read by any.
 */
final class Holds {

    /** Nothing that was said to the server takes these away. */
    private static final Set<Kind> LASTING = EnumSet.of(Kind.NATIVE_OBJECT, Kind.LIBRARY, Kind.SEED, Kind.FUNCTION);

    private final boolean canBeAsked;
    private volatile List<SessionHold> all = List.of();
    private boolean questionDue;

    Holds(boolean canBeAsked) {
        this.canBeAsked = canBeAsked;
    }

    List<SessionHold> all() {
        return all;
    }

    /** The variables that may have been set, as far as it is known which. */
    Stream<String> suspectedVariables() {
        return all.stream().filter(held -> held.kind() == Kind.SETTING).map(SessionHold::detail);
    }

    /** Whether the session has to be asked what it has, since texts do not tell for certain. */
    boolean isQuestionDue() {
        return questionDue;
    }

    void add(SessionHold hold) {
        List<SessionHold> more = new ArrayList<>(all);
        more.add(hold);
        all = List.copyOf(more);
        questionDue |= isTold(hold.kind());
    }

    void release(SessionHold hold) {
        if (isTold(hold.kind())) {
            questionDue |= has(hold.kind());
            return;
        }
        List<SessionHold> less = new ArrayList<>(all);
        if (less.remove(hold)) { // Once: a lock that was taken twice has to be released twice.
            all = List.copyOf(less);
        }
    }

    void releaseAll(Kind kind) {
        if (isTold(kind)) {
            questionDue |= has(kind);
        } else if (!all.isEmpty()) { // Asked for at the end of each transaction.
            keep(held -> held.kind() != kind);
        }
    }

    /** A name in a text means something else from now on. */
    void unname(Kind kind) {
        all = all.stream()
                .map(held -> held.kind() == kind ? new SessionHold(kind, held.detail() + " (as it was called)") : held)
                .toList();
    }

    void discardAll() {
        keep(held -> LASTING.contains(held.kind()));
    }

    /** The session said what it has. */
    void are(List<SessionHold> told) {
        questionDue = false;
        keep(held -> !held.kind().isTold());
        List<SessionHold> now = new ArrayList<>(all);
        now.addAll(told);
        all = List.copyOf(now);
    }

    private boolean isTold(Kind kind) {
        return canBeAsked && kind.isTold();
    }

    private boolean has(Kind kind) {
        return all.stream().anyMatch(held -> held.kind() == kind);
    }

    private void keep(Predicate<SessionHold> which) {
        all = all.stream().filter(which).toList();
    }
}
