/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.BreakableServer;
import io.baton.lab.wire.Manner;

/** What can happen to a cluster while applications work on it. Afterwards it has a primary and two standbys again. */
public enum Accident {
    /** The primary's machine crashes. */
    KILL {
        @Override
        void happen(Scene scene) {
            scene.primary().kill();
            scene.pause(0, 400);
            scene.servers().promote();
            scene.pause(0, 500);
        }
    },

    /** It crashes at the very moment when some message passes. */
    KILL_AT_A_MESSAGE {
        @Override
        void happen(Scene scene) {
            scene.atSomeMessage(scene.primary()::kill);
            scene.primary().kill();
            scene.servers().promote();
            scene.pause(0, 300);
        }
    },

    /** It crashes while commits wait for the standbys: some have the last ones, some not. */
    KILL_WHILE_COMMITS_WAIT {
        @Override
        void happen(Scene scene) {
            BreakableServer primary = scene.primary();
            scene.servers().standbys().forEach(BreakableServer::freeze);
            scene.pause(20, 200);
            primary.kill();
            scene.servers().standbys().forEach(BreakableServer::thaw);
            scene.servers().promote();
            scene.pause(0, 300);
        }
    },

    /** The one that takes over crashes as well, as soon as the third one is able to take over. */
    KILL_TWICE {
        @Override
        void happen(Scene scene) {
            scene.primary().kill();
            scene.servers().promote();
            scene.pause(0, 100);
            scene.primary().kill();
            scene.servers().promote();
        }
    },

    /** The primary crashes and comes back as what it was. */
    CRASH_AND_RESTART {
        @Override
        void happen(Scene scene) {
            scene.primary().kill();
            scene.pause(0, 300);
            scene.primary().start();
        }
    },

    /** It hangs, is replaced, and wakes up as a second primary. */
    FREEZE_AND_REPLACE {
        @Override
        void happen(Scene scene) {
            BreakableServer old = scene.primary();
            old.freeze();
            scene.pause(0, 1_000);
            scene.servers().promote();
            scene.pause(0, 300);
            old.thaw();
            scene.pause(100, 500);
        }
    },

    /** It is replaced while it stands still for a moment too short to be noticed, and lives on beside its successor. */
    PROMOTE_BESIDE {
        @Override
        void happen(Scene scene) {
            BreakableServer old = scene.primary();
            old.freeze();
            scene.servers().promote();
            old.thaw();
            scene.pause(500, 2_000);
        }
    },

    /** It hangs for a while. */
    HICCUP {
        @Override
        void happen(Scene scene) {
            scene.primary().freeze();
            scene.pause(50, 1_500);
            scene.primary().thaw();
        }
    },

    /** A planned switchover. */
    STOP {
        @Override
        void happen(Scene scene) {
            scene.servers().stopAndReplace();
        }
    },

    /** An administrator ends sessions. */
    TERMINATE {
        @Override
        void happen(Scene scene) {
            for (int i = 0; i < 3; i++) {
                scene.terminateSessions();
                scene.pause(0, 100);
            }
        }
    },

    /** Connections break in the network. */
    CUTS {
        @Override
        void happen(Scene scene) {
            for (int i = 0; i < 5; i++) {
                scene.cutSomewhere(Manner.CLOSE);
                scene.cutSomewhere(Manner.RESET);
                scene.cutSomewhere(Manner.ORPHAN);
            }
        }
    },

    /** A standby falls behind. */
    REPLAY_PAUSED {
        @Override
        void happen(Scene scene) {
            int standby = scene.anyStandby();
            scene.servers().pauseReplay(standby);
            scene.pause(200, 800);
            scene.servers().resumeReplay(standby);
        }
    },

    /** A standby hangs for a while. */
    STANDBY_FROZEN {
        @Override
        void happen(Scene scene) {
            BreakableServer standby = scene.standby(scene.anyStandby());
            standby.freeze();
            scene.pause(100, 800);
            standby.thaw();
        }
    },

    /** A standby crashes. */
    STANDBY_KILLED {
        @Override
        void happen(Scene scene) {
            scene.standby(scene.anyStandby()).kill();
            scene.pause(100, 500);
        }
    },

    /** A planned switchover in which no server stops. */
    DEMOTE {
        @Override
        void happen(Scene scene) {
            scene.servers().demote();
        }
    };

    abstract void happen(Scene scene);
}
