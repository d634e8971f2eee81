/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/** What a node is to Baton, as decided from all evidence; not what the node says of itself, see {@link Claim}. */
public enum Role {
    /** The one node that writes go to. It keeps the role while it is not answering, until another one is accepted. */
    PRIMARY,
    /** Follows the accepted history and can serve reads. */
    REPLICA,
    /** Not known yet, superseded, of another cluster, or one of several that claim to be the primary: not used. */
    UNKNOWN
}
