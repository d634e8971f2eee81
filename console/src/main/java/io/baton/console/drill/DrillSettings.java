/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import io.baton.lab.ClusterShape;

/**
 * What a drill is to do.
 *
 * @param seconds how long the load runs
 * @param synchronousCommit whether a commit waits for a standby
 */
public record DrillSettings(Fault fault, int seconds, int writers, int readers, boolean synchronousCommit) {

    /** The primary and two standbys. */
    ClusterShape shape() {
        return synchronousCommit ? ClusterShape.trio().withSynchronousCommit() : ClusterShape.trio();
    }

    int threads() {
        return writers + readers;
    }
}
