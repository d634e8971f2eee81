/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/** What a failure says about the node it came from. Made from SQLStates and causes by the vendor's dialect. */
public enum FailureKind {
    /** Refused, reset, end of stream, killed or shutting down: the session is gone, and perhaps the node. */
    CONNECTION_LOST,
    /** No answer in time. Says little: the network, the node or this machine may be slow. */
    TIMEOUT,
    /** The server runs but takes no sessions yet or any more: starting, in crash recovery, shutting down. */
    NOT_ACCEPTING,
    /** All connection slots are taken: alive, try again later. */
    TOO_MANY_CONNECTIONS,
    /** Wrong credentials or no such database: another node would answer the same. */
    LOGIN_REFUSED,
    /** The server is of a kind that Baton does not cover: it must not be used, whatever it says. */
    NOT_COVERED,
    /** A write was refused because the node, or the transaction, is read-only. */
    READ_ONLY_NODE,
    /** Everything else: between the application and its SQL. */
    APPLICATION;

    /** Whether it stays until somebody changes something: trying again soon is of no use, and may lock an account. */
    public boolean needsPeople() {
        return this == LOGIN_REFUSED || this == NOT_COVERED || this == APPLICATION;
    }

    /** Whether it shows at once that the node takes no sessions; silence has to be counted. */
    public boolean isStrong() {
        return this == CONNECTION_LOST || this == NOT_ACCEPTING || this == NOT_COVERED;
    }
}
