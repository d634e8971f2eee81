/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.walk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a walk has done to each node, and where an operator who knows all of it says that writes belong. Pure but for its own arrays.
 */
final class WalkState {

    /** What the node is, whether it runs or not. */
    enum Kind {
        /** The one that was promoted last, by mistake or not: what the others have beyond it is nobody's. */
        PRIMARY,
        REPLICA,
        /** Replicates, and accepts writes all the same. */
        STRAY,
        /** Was the primary before, and accepts writes. */
        STALE,
        /** Replicates from one that is the primary no more. */
        ORPHAN
    }

    enum Life {
        RUNS,
        STOPPED,
        FROZEN
    }

    /** One thing that can happen to one node. */
    record Step(Act act, int node) {
        @Override
        public String toString() {
            return act + " n" + (node + 1);
        }
    }

    enum Act {
        STOP,
        KILL,
        START,
        FREEZE,
        THAW,
        CUT_OFF,
        RECONNECT,
        PROMOTE,
        PROMOTE_BY_MISTAKE,
        LOSE_PROTECTION,
        RESTORE;

        boolean mends() {
            return switch (this) {
                case START, THAW, RECONNECT, PROMOTE, RESTORE -> true;
                case STOP, KILL, FREEZE, CUT_OFF, PROMOTE_BY_MISTAKE, LOSE_PROTECTION -> false;
            };
        }
    }

    private final Kind[] kinds;
    private final Life[] lives;
    private final boolean[] cut;
    /** Accepts writes whenever it runs, though nobody has promoted it. */
    private final boolean[] unprotected;

    WalkState(int nodes) {
        kinds = new Kind[nodes];
        lives = new Life[nodes];
        cut = new boolean[nodes];
        unprotected = new boolean[nodes];
        Arrays.fill(kinds, Kind.REPLICA);
        Arrays.fill(lives, Life.RUNS);
        kinds[0] = Kind.PRIMARY;
    }

    int primary() {
        return List.of(kinds).indexOf(Kind.PRIMARY);
    }

    boolean isUnprotected(int node) {
        return unprotected[node];
    }

    boolean isCutOff(int node) {
        return cut[node];
    }

    private boolean isReachable(int node) {
        return lives[node] == Life.RUNS && !cut[node];
    }

    /**
     * The operator's rule: writes are possible when the node that was promoted last runs and can be reached, whatever the others are or
     * say; and only there.
     */
    boolean areWritesPossible() {
        return isReachable(primary());
    }

    /**
     * What may happen next; what mends stands there several times, lest everything is broken most of the time. One who promotes takes
     * a replica that has followed the primary and that the client reaches: of a promotion that it cannot see nobody can tell it, so
     * that it goes on at the former primary.
     */
    List<Step> possible(boolean strays) {
        List<Step> all = all(strays);
        List<Step> steps = new ArrayList<>(all);
        for (int more = 0; more < 2; more++) {
            all.stream().filter(step -> step.act().mends()).forEach(steps::add);
        }
        return steps;
    }

    private List<Step> all(boolean strays) {
        List<Step> steps = new ArrayList<>();
        boolean primaryRuns = lives[primary()] == Life.RUNS;
        for (int node = 0; node < kinds.length; node++) {
            switch (lives[node]) {
                case STOPPED -> steps.add(new Step(Act.START, node));
                case FROZEN -> steps.add(new Step(Act.THAW, node));
                case RUNS -> {
                    steps.add(new Step(Act.STOP, node));
                    steps.add(new Step(Act.KILL, node));
                    steps.add(new Step(Act.FREEZE, node));
                }
            }
            steps.add(new Step(cut[node] ? Act.RECONNECT : Act.CUT_OFF, node));
            if (kinds[node] == Kind.REPLICA && isReachable(node)) {
                if (!primaryRuns || cut[primary()]) {
                    steps.add(new Step(Act.PROMOTE, node));
                } else if (!strays) {
                    steps.add(new Step(Act.PROMOTE_BY_MISTAKE, node));
                } else {
                    steps.add(new Step(Act.LOSE_PROTECTION, node));
                }
            }
            if (node != primary() && kinds[node] != Kind.REPLICA && primaryRuns) {
                steps.add(new Step(Act.RESTORE, node));
            }
        }
        return steps;
    }

    void happened(Step step) {
        int node = step.node();
        switch (step.act()) {
            case STOP, KILL -> lives[node] = Life.STOPPED;
            case FREEZE -> lives[node] = Life.FROZEN;
            case START, THAW -> lives[node] = Life.RUNS;
            case CUT_OFF -> cut[node] = true;
            case RECONNECT -> cut[node] = false;
            case PROMOTE, PROMOTE_BY_MISTAKE -> promoted(node);
            case LOSE_PROTECTION -> {
                kinds[node] = Kind.STRAY;
                unprotected[node] = true;
            }
            case RESTORE -> {
                unprotected[node] = false;
                kinds[node] = Kind.REPLICA;
                lives[node] = Life.RUNS;
            }
        }
    }

    private void promoted(int node) {
        for (int other = 0; other < kinds.length; other++) {
            kinds[other] = kinds[other] == Kind.PRIMARY || kinds[other] == Kind.STALE ? Kind.STALE : Kind.ORPHAN;
        }
        kinds[node] = Kind.PRIMARY;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int node = 0; node < kinds.length; node++) {
            text.append(node == 0 ? "" : ", ")
                    .append("n")
                    .append(node + 1)
                    .append(' ')
                    .append(kinds[node]);
            text.append(lives[node] == Life.RUNS ? "" : " " + lives[node]).append(cut[node] ? " CUT OFF" : "");
        }
        return text.toString();
    }
}
