/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

/**
 * What a cluster looks like when it starts.
 *
 * @param standbys how many streaming standbys the primary has
 * @param synchronous whether a commit waits until one standby, any of them, has it on disk; in force on every node, so
 *     also after a promotion
 */
public record ClusterShape(int standbys, boolean synchronous) {

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
        return new ClusterShape(0, false);
    }

    /** A primary and one asynchronous standby. */
    public static ClusterShape pair() {
        return new ClusterShape(1, false);
    }

    /** A primary and two asynchronous standbys. */
    public static ClusterShape trio() {
        return new ClusterShape(2, false);
    }

    /** The same shape, but a commit waits for any one standby. */
    public ClusterShape withSynchronousCommit() {
        return new ClusterShape(standbys, true);
    }

    int nodes() {
        return 1 + standbys;
    }
}
