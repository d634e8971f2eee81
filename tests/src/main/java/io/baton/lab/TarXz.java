/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a {@code .txz} without the {@code xz} program, which small containers lack. */
final class TarXz {

    private static final int ANY_EXECUTE = 0b001_001_001;

    private TarXz() {}

    static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("Refused to unpack outside of " + target + ": " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    /** Everybody may read the result, because root's servers run as somebody else. */
    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            permit(path, true);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            permit(path, (entry.getMode() & ANY_EXECUTE) != 0);
        }
    }

    private static void permit(Path path, boolean execute) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(execute ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
