/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a vendor's clients and servers talk, as far as a proxy has to know it. Stateless. */
interface WireProtocol {

    /**
     * Carries what both ends say before it is known who the client is.
     *
     * @return null if no session follows
     */
    @Nullable
    Opening open(Wire client, Wire server) throws IOException;

    /** The next message, whole, as it came; null at an orderly end between two messages. */
    byte @Nullable [] readMessage(Wire from) throws IOException;

    /** What kind of message it is, as one letter. */
    char type(Direction direction, byte[] message);

    /** The server's number for the session, if this message of the server tells it; else 0. */
    int backend(byte[] message);

    /**
     * A session that begins.
     *
     * @param packet in which the client says who it is; not carried yet
     * @param name what the client calls itself; empty if it does not
     * @param backend the server's number for the session; 0 if it comes later
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Opening(byte[] packet, String name, int backend) {}
}
