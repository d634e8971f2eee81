/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/** Whether a node can be used now. */
public enum Health {
    /** The last probe was answered. */
    UP,
    /** Something failed there and the next probe will tell; running calls go on, new sessions wait. */
    SUSPECT,
    /** Taken out of use on purpose, though it answers: running calls go on, new ones go elsewhere or wait. */
    HELD,
    /** Refused, or silent for too many probes in a row; calls that still run there are aborted. */
    DOWN
}
