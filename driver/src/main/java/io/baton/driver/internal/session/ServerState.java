/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.internal.sql.Restoration;
import io.baton.driver.internal.sql.SessionEffect;
import io.baton.driver.internal.sql.SessionEffects;
import io.baton.driver.internal.sql.SessionHold;
import io.baton.driver.internal.sql.SessionQuestion;
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

    private static final String SESSION_USER = "session_authorization";

    private static final Set<String> KEPT_WHEN_TOLD = Set.of(EVERYTHING, SESSION_USER);

    private final SqlGrammar grammar;
    /** By variable, in the order in which they were last set; null while nothing was ever set, as in most sessions. */
    private @Nullable Map<String, Restoration> inForce;
    /** What a physical connection that served the session before may still have. */
    private @Nullable Set<String> everSet;

    private final Holds holds;
    /** What the open transaction did so far; null when nothing. */
    private @Nullable List<SessionEffect> open;

    ServerState(SqlGrammar grammar) {
        this.grammar = grammar;
        holds = new Holds(grammar.question() != null);
    }

    /** Whether it may have a temporary table of that name, whatever quotation marks that has. */
    boolean mayHideTable(String name) {
        return holds.all().stream().anyMatch(hold -> hold.mayBeTable(name));
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
        holds.releaseAll(SessionHold.Kind.NEXT_TRANSACTION);
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

    /** The open transaction is gone with its session, and what it held there: nobody counts on that. */
    void transactionIsLost() {
        if (open != null) {
            open.removeIf(SessionEffect.Hold.class::isInstance);
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
            holds.add(hold.hold());
        } else if (effect instanceof SessionEffect.Release release) {
            holds.release(release.hold());
        } else if (effect instanceof SessionEffect.ReleaseAll all) {
            holds.releaseAll(all.kind());
        } else if (effect instanceof SessionEffect.Unnamed unnamed) {
            holds.unname(unnamed.kind());
        } else if (effect instanceof SessionEffect.DiscardAll) {
            variables().clear();
            variables().put(EVERYTHING, grammar.resetAll());
            holds.discardAll();
        }
    }

    /** Whether the session has to be asked what it has, since texts do not tell for certain. */
    boolean isQuestionDue() {
        return holds.isQuestionDue();
    }

    /** A text has failed of which some may have been done: the session knows. */
    void mayHaveHappened(SessionEffects effects) {
        hold(new SessionHold(SessionHold.Kind.SETTING, "something in a call that failed"));
        for (SessionEffect effect : effects.ofStatements()) {
            if (effect instanceof SessionEffect.Assign assign) {
                hold(new SessionHold(SessionHold.Kind.SETTING, assign.variable()));
            } else if (effect instanceof SessionEffect.Hold hold) {
                hold(hold.hold());
            }
        }
    }

    /** Those of an application: the others it tells by itself. */
    Set<String> variablesToAskFor() {
        Set<String> names = new LinkedHashSet<>(everSet == null ? Set.of() : everSet);
        holds.suspectedVariables().forEach(names::add);
        names.removeIf(name -> name.indexOf('.') <= 0);
        return names;
    }

    /** What it said of itself replaces what was read from texts. Of what is reset it says nothing, nor of what cannot be asked for. */
    void answered(SessionQuestion.Answer answer) {
        Map<String, Restoration> told = answer.settings();
        if (inForce != null || !told.isEmpty()) {
            variables().keySet().removeIf(variable -> !KEPT_WHEN_TOLD.contains(variable));
            told.forEach(this::assign);
        }
        holds.are(answer.holds());
    }

    /** Whether the open transaction may have made a temporary object. */
    boolean mayHaveMadeTemporaryObjects() {
        return open != null && open.stream().anyMatch(ServerState::isTemporary);
    }

    /** The session has none. */
    void hasNoTemporaryObjects() {
        if (open != null) {
            open.removeIf(ServerState::isTemporary);
        }
    }

    private static boolean isTemporary(SessionEffect effect) {
        return effect instanceof SessionEffect.Hold hold && hold.hold().kind() == SessionHold.Kind.TEMPORARY_OBJECT;
    }

    private void assign(String variable, Restoration how) {
        if (variable.equals(grammar.catalogVariable())) {
            holds.unname(
                    SessionHold.Kind.TEMPORARY_OBJECT); // A name without a database means another table from now on.
        }
        meansOther(variable);
        if (variable.equals(SESSION_USER)) {
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
        if (variable.equals(SESSION_USER)) {
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
        holds.add(hold);
    }

    /** What ties the session to its physical connection. Any thread. */
    List<SessionHold> holds() {
        return holds.all();
    }

    boolean isAltered() {
        return inForce != null || !holds().isEmpty();
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
