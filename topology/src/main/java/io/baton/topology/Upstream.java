/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/**
 * Whether a node hears the one that it replicates from. Of a standby it is a witness for the primary that is not on our own path;
 * of one that accepts writes it tells whether somebody has promoted it.
 */
public enum Upstream {
    HEARD,
    /** A standby that has lost it; of one that accepts writes: it receives nothing, but may be set up to. */
    LOST,
    /** It replicates from nobody, nor is it set up to. */
    NONE,
    /** It cannot tell. */
    UNKNOWN
}
