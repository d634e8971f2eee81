/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * By which a PostgreSQL cluster knows its own log. It stands at two places in the files of a cluster that is shut down: at the
 * beginning of {@code global/pg_control}, and in the header of the first page of each file of the log.
 */
final class SystemIdentifier {

    /** Behind what every page's header has (XLogPageHeaderData, with its padding). */
    private static final int IN_LOG = 24;

    /** The checksum follows what it is of, somewhere in the first 512 bytes; the rest is zero. */
    private static final int MOST_OF_CONTROL = 512;

    private SystemIdentifier() {}

    /** Gives the files of a cluster that is shut down another one. */
    static void renew(Path data) throws IOException {
        long identifier = ThreadLocalRandom.current().nextLong(1L << 62, Long.MAX_VALUE);
        Path control = data.resolve("global/pg_control");
        Files.write(control, withIdentifier(Files.readAllBytes(control), identifier));
        for (Path segment : segments(data)) {
            byte[] log = Files.readAllBytes(segment);
            littleEndian(log).putLong(IN_LOG, identifier);
            Files.write(segment, log);
        }
    }

    private static List<Path> segments(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("pg_wal"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] withIdentifier(byte[] control, long identifier) {
        int end = endOfContent(control);
        littleEndian(control).putLong(0, identifier);
        littleEndian(control).putInt(end, checksum(control, end));
        return control;
    }

    private static int endOfContent(byte[] control) {
        ByteBuffer bytes = littleEndian(control);
        for (int end = Long.BYTES; end < MOST_OF_CONTROL; end += Integer.BYTES) {
            if (bytes.getInt(end) == checksum(control, end)) {
                return end;
            }
        }
        throw new LabException("pg_control has no checksum where one is expected");
    }

    private static int checksum(byte[] control, int end) {
        CRC32C checksum = new CRC32C();
        checksum.update(control, 0, end);
        return (int) checksum.getValue();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
