/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Directories that take a while to make and are made once per user and machine, such as unpacked programs. */
public final class ProgramCache {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramCache.class);

    /** Two that make the same at once would take twice as long. */
    private static final ReentrantLock LOCK = new ReentrantLock();

    private ProgramCache() {}

    /** Fills an empty directory. */
    @FunctionalInterface
    public interface Maker {
        void fill(Path directory) throws IOException;
    }

    /**
     * The directory of that name, made now if it is not there.
     *
     * @param name differs whenever the content does
     * @param landmark a file in it, without which it is not what it should be
     */
    public static Path get(String name, String landmark, Maker maker) throws IOException {
        LOCK.lock();
        try {
            Path home = cache().resolve(name);
            if (!Files.exists(home.resolve(landmark))) {
                make(home, landmark, maker);
            }
            return home;
        } finally {
            LOCK.unlock();
        }
    }

    /** Makes it beside the final place and renames, so that a second JVM never sees half of it. */
    private static void make(Path home, String landmark, Maker maker) throws IOException {
        Path draft = Files.createTempDirectory(home.getParent(), "making");
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
        maker.fill(draft);
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("Made {}", home);
        } catch (FileSystemException e) {
            Trees.delete(draft);
            if (!Files.exists(home.resolve(landmark))) {
                throw new LabException(home + " is damaged; delete it", e);
            }
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
}
