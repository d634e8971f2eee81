/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: a letter and a length, but for the packets with which a client begins (manual, "Message Formats"). */
final class PostgresProtocol implements WireProtocol {

    private static final int LENGTH_BYTES = 4;

    private static final int CANCEL = 80877102;
    private static final int TLS = 80877103;
    private static final int GSS_ENCRYPTION = 80877104;
    private static final int CODE_AT = 4;
    private static final int PARAMETERS_AT = 8;

    private static final char BACKEND_KEY_DATA = 'K';
    private static final int BACKEND_AT = 5;

    @Override
    public @Nullable Opening open(Wire client, Wire server) throws IOException {
        byte[] packet = readPacket(client);
        while (asksForEncryption(packet)) {
            server.send(packet);
            byte[] letter = server.read(1);
            client.send(letter);
            if (letter[0] != 'N') {
                throw new IOException("the proxy cannot read encrypted messages");
            }
            packet = readPacket(client);
        }
        if (code(packet) == CANCEL) {
            server.send(packet);
            server.read(); // The server closes when it has passed the wish on.
            return null;
        }
        return new Opening(packet, parameters(packet).getOrDefault("application_name", ""), 0);
    }

    @Override
    public byte @Nullable [] readMessage(Wire from) throws IOException {
        int type = from.read();
        if (type < 0) {
            return null;
        }
        byte[] length = from.read(LENGTH_BYTES);
        byte[] rest = from.read(ByteBuffer.wrap(length).getInt() - LENGTH_BYTES);
        return ByteBuffer.allocate(1 + LENGTH_BYTES + rest.length)
                .put((byte) type)
                .put(length)
                .put(rest)
                .array();
    }

    @Override
    public char type(Direction direction, byte[] message) {
        return (char) message[0];
    }

    @Override
    public int backend(byte[] message) {
        return message[0] == BACKEND_KEY_DATA ? ByteBuffer.wrap(message).getInt(BACKEND_AT) : 0;
    }

    /** The first packet of a client, which has a length but no type. */
    private static byte[] readPacket(Wire client) throws IOException {
        byte[] length = client.read(LENGTH_BYTES);
        byte[] rest = client.read(ByteBuffer.wrap(length).getInt() - LENGTH_BYTES);
        return ByteBuffer.allocate(LENGTH_BYTES + rest.length)
                .put(length)
                .put(rest)
                .array();
    }

    /** Whether the server answers with one letter, after which the client begins anew. */
    private static boolean asksForEncryption(byte[] packet) {
        return code(packet) == TLS || code(packet) == GSS_ENCRYPTION;
    }

    private static int code(byte[] packet) {
        return ByteBuffer.wrap(packet).getInt(CODE_AT);
    }

    /** Names and values as the client gave them. */
    private static Map<String, String> parameters(byte[] packet) {
        String[] words = new String(packet, PARAMETERS_AT, packet.length - PARAMETERS_AT, StandardCharsets.UTF_8)
                .split("\0", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i + 1 < words.length && !words[i].isEmpty(); i += 2) {
            parameters.put(words[i], words[i + 1]);
        }
        return parameters;
    }
}
