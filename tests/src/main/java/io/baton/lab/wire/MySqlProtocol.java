/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB: packets of three bytes of length, a number and the rest, of which the server sends the first; without
 * encryption (MySQL manual, "Client/Server Protocol").
 */
final class MySqlProtocol implements WireProtocol {

    private static final int HEADER_BYTES = 4;
    private static final int NUMBER_AT = 3;

    private static final int CAPABILITIES_AT = HEADER_BYTES;
    private static final int TLS = 0x800;

    /** As it stands before its value among the attributes of a connection, each with its length first. */
    private static final String NAME = "\u000cprogram_name";

    @Override
    public Opening open(Wire client, Wire server) throws IOException {
        byte[] greeting = expect(server);
        client.send(greeting);
        byte[] response = expect(client);
        if ((ByteBuffer.wrap(response).order(ByteOrder.LITTLE_ENDIAN).getInt(CAPABILITIES_AT) & TLS) != 0) {
            throw new IOException("the proxy cannot read encrypted messages");
        }
        return new Opening(response, nameIn(response), sessionIn(greeting));
    }

    private byte[] expect(Wire from) throws IOException {
        byte[] message = readMessage(from);
        if (message == null) {
            throw new IOException("closed before it was said who is who");
        }
        return message;
    }

    /** Behind the version of the protocol and that of the server, which ends with a zero. */
    private static int sessionIn(byte[] greeting) {
        int end = HEADER_BYTES + 1;
        while (end < greeting.length && greeting[end] != 0) {
            end++;
        }
        return end + 1 + Integer.BYTES > greeting.length
                ? 0 // An error instead of a greeting.
                : ByteBuffer.wrap(greeting).order(ByteOrder.LITTLE_ENDIAN).getInt(end + 1);
    }

    private static String nameIn(byte[] response) {
        String text = new String(response, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(NAME) + NAME.length();
        return at < NAME.length() ? "" : text.substring(at + 1, at + 1 + text.charAt(at));
    }

    @Override
    public byte @Nullable [] readMessage(Wire from) throws IOException {
        int first = from.read();
        if (first < 0) {
            return null;
        }
        byte[] header = from.read(HEADER_BYTES - 1);
        int length = first | (header[0] & 0xff) << 8 | (header[1] & 0xff) << 16;
        byte[] rest = from.read(length);
        return ByteBuffer.allocate(HEADER_BYTES + length)
                .put((byte) first)
                .put(header)
                .put(rest)
                .array();
    }

    /** Commands and answers have a number; what is part of a greater whole is a D. */
    @Override
    public char type(Direction direction, byte[] message) {
        if (message.length == HEADER_BYTES) {
            return 'D';
        }
        int code = message[HEADER_BYTES] & 0xff;
        return direction == Direction.TO_SERVER ? command(message[NUMBER_AT], code) : answer(code);
    }

    private static char command(int number, int code) {
        if (number != 0) {
            return 'D';
        }
        return switch (code) {
            case 0x01 -> 'X'; // COM_QUIT
            case 0x02 -> 'U'; // COM_INIT_DB
            case 0x03 -> 'Q'; // COM_QUERY
            case 0x0e -> 'I'; // COM_PING
            case 0x16 -> 'P'; // COM_STMT_PREPARE
            case 0x17 -> 'S'; // COM_STMT_EXECUTE
            case 0x19 -> 'C'; // COM_STMT_CLOSE
            case 0x1f -> 'R'; // COM_RESET_CONNECTION
            default -> '?';
        };
    }

    private static char answer(int code) {
        return switch (code) {
            case 0x00 -> 'O'; // OK, or a row that begins with an empty text
            case 0xfe -> 'F'; // the end of rows
            case 0xff -> 'E'; // an error
            default -> 'D';
        };
    }

    /** Told in the greeting already. */
    @Override
    public int backend(byte[] message) {
        return 0;
    }
}
