/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

/**
 * What a cluster looks like when it starts.
 *
 * @param standbys how many streaming standbys the primary has
 * @param synchronous whether a commit waits until one standby, any of them, has it on disk; in force on every node, so
 *     also after a promotion
 * @param connections {@code max_connections} of every node; three of them are for superusers
 */
public record ClusterShape(int standbys, boolean synchronous, int connections) {

    private static final int ENOUGH = 200;

    public ClusterShape {
        if (standbys < 0) {
            throw new IllegalArgumentException("A cluster cannot have " + standbys + " standbys");
        }
        if (synchronous && standbys == 0) {
            throw new IllegalArgumentException("Synchronous commit without a standby would never return");
        }
    }

    /** One server, nothing replicated. */
    public static ClusterShape single() {
        return new ClusterShape(0, false, ENOUGH);
    }

    /** A primary and one asynchronous standby. */
    public static ClusterShape pair() {
        return new ClusterShape(1, false, ENOUGH);
    }

    /** A primary and two asynchronous standbys. */
    public static ClusterShape trio() {
        return new ClusterShape(2, false, ENOUGH);
    }

    /** The same shape, but a commit waits for any one standby. */
    public ClusterShape withSynchronousCommit() {
        return new ClusterShape(standbys, true, connections);
    }

    /** The same shape, with room for more or fewer sessions on every node. */
    public ClusterShape withConnections(int limit) {
        return new ClusterShape(standbys, synchronous, limit);
    }

    int nodes() {
        return 1 + standbys;
    }
}
