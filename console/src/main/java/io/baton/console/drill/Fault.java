/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.util.Arrays;
import java.util.List;

/** What a drill does to the cluster, and when, from the first fault until all three nodes are in order again. */
public enum Fault {
    /** The machine of the primary crashes. */
    KILL("kill", "SIGKILL to the primary") {
        @Override
        void play(Stage stage) {
            stage.await(0.25);
            stage.kill();
            stage.chooseSuccessor();
            stage.awaitDecision();
            stage.promote();
            stage.await(0.6);
            stage.rejoin();
        }
    },

    /** The primary hangs without closing a socket, and wakes up when it has long been replaced. */
    FREEZE("freeze", "SIGSTOP to the primary, SIGCONT after another was promoted") {
        @Override
        void play(Stage stage) {
            stage.await(0.25);
            stage.freeze();
            stage.chooseSuccessor();
            stage.awaitDecision();
            stage.promote();
            stage.await(0.55);
            stage.thaw();
            stage.await(0.75);
            stage.examineStale();
            stage.rejoin();
        }
    },

    /** A planned switchover: everything is prepared, then the roles change quickly. */
    STOP("stop", "fast shutdown of the primary, promotion at once") {
        @Override
        void play(Stage stage) {
            stage.await(0.25);
            stage.chooseSuccessor();
            stage.stop();
            stage.promote();
            stage.await(0.6);
            stage.rejoin();
        }
    },

    /** The crashed primary is started again by somebody who does not know that it was replaced. */
    OLD_PRIMARY_RETURNS("old-primary-returns", "SIGKILL, and later the old primary starts beside the new one") {
        @Override
        void play(Stage stage) {
            stage.await(0.2);
            stage.kill();
            stage.chooseSuccessor();
            stage.awaitDecision();
            stage.promote();
            stage.await(0.4);
            stage.startStale();
            stage.await(0.75);
            stage.examineStale();
            stage.rejoin();
        }
    };

    private final String label;
    private final String summary;

    Fault(String label, String summary) {
        this.label = label;
        this.summary = summary;
    }

    /** The name on the command line and in reports. */
    public String label() {
        return label;
    }

    /** A few words for people. */
    public String summary() {
        return summary;
    }

    abstract void play(Stage stage);

    static List<String> names() {
        return Arrays.stream(values()).map(Fault::label).toList();
    }
}
