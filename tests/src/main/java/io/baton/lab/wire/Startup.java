/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The packets with which a client begins (PostgreSQL manual, "Message Formats"). */
final class Startup {

    private static final int CANCEL = 80877102;
    private static final int TLS = 80877103;
    private static final int GSS_ENCRYPTION = 80877104;
    private static final int CODE_AT = 4;
    private static final int PARAMETERS_AT = 8;

    private Startup() {}

    /** Whether the server answers with one letter, after which the client begins anew. */
    static boolean asksForEncryption(byte[] packet) {
        return code(packet) == TLS || code(packet) == GSS_ENCRYPTION;
    }

    /** Whether it is no session but the wish to cancel what another one does. */
    static boolean cancels(byte[] packet) {
        return code(packet) == CANCEL;
    }

    private static int code(byte[] packet) {
        return ByteBuffer.wrap(packet).getInt(CODE_AT);
    }

    /** Names and values as the client gave them. */
    static Map<String, String> parameters(byte[] packet) {
        String[] words = new String(packet, PARAMETERS_AT, packet.length - PARAMETERS_AT, StandardCharsets.UTF_8)
                .split("\0", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i + 1 < words.length && !words[i].isEmpty(); i += 2) {
            parameters.put(words[i], words[i + 1]);
        }
        return parameters;
    }
}
