/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

/** What becomes of a connection at a cut. */
public enum Manner {
    /** Both ends see an orderly end; the server still works off what it has received. */
    CLOSE,
    /** Both ends see a reset. */
    RESET,
    /** The client sees a reset; the server sees nothing, so that its session lives on with its transaction and locks. */
    ORPHAN,
    /** Neither end hears anything any more. */
    SILENCE,
    /** The connection is left alone: only the deed of the cut happens. */
    PASS
}
