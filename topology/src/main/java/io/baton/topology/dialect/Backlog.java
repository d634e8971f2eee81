/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

/** What a server has received from another one, which may have been its primary, and not applied yet. */
public enum Backlog {
    /** Nothing: what it does not show it does not have. */
    NONE,
    /** The session may not ask. Nothing is applied at the moment; whether something is left nobody says. */
    AT_REST,
    /** More will be shown, or may be: the session may not ask, and what is received is applied. */
    MORE
}
