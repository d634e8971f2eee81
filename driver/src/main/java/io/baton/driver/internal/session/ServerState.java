/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.internal.sql.Restoration;
import io.baton.driver.internal.sql.SessionEffect;
import io.baton.driver.internal.sql.SessionEffects;
import io.baton.driver.internal.sql.SessionHold;
import io.baton.driver.internal.sql.SqlGrammar;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the application changed in the server's session, by SQL text or by JDBC: variables, which can be set again in another
 * session, and holds, which cannot. Follows the server in that a rollback undoes what its transaction set, where it does (reference:
 * the PostgreSQL manual, SET), and in that what an open transaction set is not in force at its beginning. Used by the thread that uses the connection.
 */
final class ServerState {

    private static final Set<String> KEPT_BY_RESET_ALL = Set.of("role", "session_authorization");

    private static final String EVERYTHING = "*";

    private final SqlGrammar grammar;
    /** By variable, in the order in which they were last set; null while nothing was ever set, as in most sessions. */
    private @Nullable Map<String, Restoration> inForce;
    /** What a physical connection that served the session before may still have. */
    private @Nullable Set<String> everSet;

    private volatile List<SessionHold> holds = List.of();
    /** What the open transaction did so far; null when nothing. */
    private @Nullable List<SessionEffect> open;

    ServerState(SqlGrammar grammar) {
        this.grammar = grammar;
    }

    /** The statements were run. */
    void happened(SessionEffects effects, boolean inTransaction) {
        for (SessionEffect effect : effects.ofStatements()) {
            happened(effect);
        }
        if (effects.endTransactions()) {
            transactionEnded();
        }
        if (!inTransaction) {
            committed();
        }
    }

    private void happened(SessionEffect effect) {
        if (effect instanceof SessionEffect.Commit) {
            committed();
        } else if (effect instanceof SessionEffect.Rollback) {
            rolledBack();
        } else if (effect instanceof SessionEffect.RollbackTo back) {
            rolledBackTo(markOf(back.name()));
        } else if (effect instanceof SessionEffect.Hold hold
                && !hold.hold().kind().isTransactional()) {
            take(effect); // Stays whatever becomes of the transaction.
        } else {
            if (open == null) {
                open = new ArrayList<>();
            }
            open.add(effect);
        }
    }

    /** What was set for it alone is over. */
    void transactionEnded() {
        releaseAll(SessionHold.Kind.NEXT_TRANSACTION);
    }

    void committed() {
        List<SessionEffect> done = open;
        open = null;
        if (done != null) {
            done.forEach(this::take);
        }
    }

    void rolledBack() {
        if (grammar.settingsAreTransactional()) {
            open = null;
        } else {
            committed();
        }
    }

    /** How much the transaction did so far, to come back to. */
    int mark() {
        return open == null ? 0 : open.size();
    }

    void rolledBackTo(int mark) {
        if (open != null && mark < open.size() && grammar.settingsAreTransactional()) {
            open.subList(mark, open.size()).clear();
        }
    }

    private int markOf(String savepoint) {
        for (int i = mark() - 1; open != null && i >= 0; i--) {
            if (open.get(i) instanceof SessionEffect.Savepoint there
                    && there.name().equals(savepoint)) {
                return i + 1;
            }
        }
        return mark();
    }

    private void take(SessionEffect effect) {
        if (effect instanceof SessionEffect.Assign assign) {
            assign(assign.variable(), assign.how());
        } else if (effect instanceof SessionEffect.Reset reset) {
            reset(reset.variable());
        } else if (effect instanceof SessionEffect.ResetAll) {
            variables().keySet().removeIf(variable -> !KEPT_BY_RESET_ALL.contains(variable));
            variables().put(EVERYTHING, grammar.resetAll());
        } else if (effect instanceof SessionEffect.Hold hold) {
            hold(hold.hold());
        } else if (effect instanceof SessionEffect.Release release) {
            release(release.hold());
        } else if (effect instanceof SessionEffect.ReleaseAll all) {
            releaseAll(all.kind());
        } else if (effect instanceof SessionEffect.Unnamed unnamed) {
            unname(unnamed.kind());
        } else if (effect instanceof SessionEffect.DiscardAll) {
            variables().clear();
            variables().put(EVERYTHING, grammar.resetAll());
            holds = holds.stream()
                    .filter(held -> held.kind() == SessionHold.Kind.NATIVE_OBJECT)
                    .toList();
        }
    }

    private void unname(SessionHold.Kind kind) {
        holds = holds.stream()
                .map(held -> held.kind() == kind ? new SessionHold(kind, held.detail() + " (as it was called)") : held)
                .toList();
    }

    private void assign(String variable, Restoration how) {
        if (variable.equals(grammar.catalogVariable())) {
            unname(SessionHold.Kind.TEMPORARY_OBJECT); // A name without a database means another table from now on.
        }
        meansOther(variable);
        if (variable.equals("session_authorization")) {
            variables().remove("role"); // It takes the role back to none.
        }
        variables().remove(variable);
        variables().put(variable, how);
        if (everSet == null) {
            everSet = new LinkedHashSet<>();
        }
        everSet.add(variable);
    }

    /** What was set before would not be the same if it were set again behind what that variable is now. */
    private void meansOther(String variable) {
        if (inForce != null
                && inForce.containsKey(variable)
                && grammar.changesLiterals(variable)
                && inForce.keySet().stream().anyMatch(name -> name.startsWith("@"))) {
            hold(new SessionHold(
                    SessionHold.Kind.UNKNOWN_SETTING, "variables were set before " + variable + " was changed"));
        }
    }

    private void reset(String variable) {
        meansOther(variable);
        variables().remove(variable);
        if (variable.equals("session_authorization")) {
            variables().remove("role");
        }
    }

    private Map<String, Restoration> variables() {
        if (inForce == null) {
            inForce = new LinkedHashMap<>();
        }
        return inForce;
    }

    void hold(SessionHold hold) {
        List<SessionHold> more = new ArrayList<>(holds);
        more.add(hold);
        holds = List.copyOf(more);
    }

    /** Once: a lock that was taken twice has to be released twice. */
    private void release(SessionHold hold) {
        List<SessionHold> less = new ArrayList<>(holds);
        if (less.remove(hold)) {
            holds = List.copyOf(less);
        }
    }

    private void releaseAll(SessionHold.Kind kind) {
        if (!holds.isEmpty()) {
            holds = holds.stream().filter(held -> held.kind() != kind).toList();
        }
    }

    /** What ties the session to its physical connection. Any thread. */
    List<SessionHold> holds() {
        return holds;
    }

    boolean isAltered() {
        return inForce != null || !holds.isEmpty();
    }

    /**
     * Sets everything again.
     *
     * @param used whether that connection served the session before and may have what is not in force any more
     */
    void applyTo(Connection connection, boolean used) throws SQLException {
        if (inForce == null) {
            return;
        }
        if (used && everSet != null) {
            for (String variable : everSet) {
                Restoration reset = variables().containsKey(variable) ? null : grammar.reset(variable);
                if (reset != null) {
                    reset.on(connection);
                }
            }
        }
        for (Restoration setting : variables().values()) {
            setting.on(connection);
        }
    }
}
