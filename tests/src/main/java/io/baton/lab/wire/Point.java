/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

/** Where a connection is cut, seen from one message. */
public enum Point {
    /** The message is not forwarded. */
    BEFORE,
    /** The first half of its bytes is forwarded. */
    INSIDE,
    /** The message is forwarded whole, and nothing after it. */
    AFTER;

    /** How many of the message's bytes are forwarded before the cut. */
    int bytesOf(byte[] message) {
        return switch (this) {
            case BEFORE -> 0;
            case INSIDE -> message.length / 2;
            case AFTER -> message.length;
        };
    }
}
