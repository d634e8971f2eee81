/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/** Whether a standby hears the node that it replicates from: a witness for the primary that is not on our own path. */
public enum Upstream {
    HEARD,
    LOST,
    /** Not a standby, or it cannot tell. */
    UNKNOWN
}
