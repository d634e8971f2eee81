/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Copies and deletes whole directories, also while a server adds and removes files in them. */
public final class Trees {

    private Trees() {}

    /**
     * Copies a directory with permissions and owners.
     *
     * @param wanted decides on each path, relative to {@code from}; a directory that is not wanted is left out whole
     */
    public static void copy(Path from, Path to, Predicate<Path> wanted) throws IOException {
        Files.walkFileTree(from, new Copier(from, to, wanted));
    }

    /** Deletes a directory and everything in it; one that is not there is fine. */
    public static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new Eraser());
    }

    private static class Tolerant extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }

    private static final class Copier extends Tolerant {
        private final Path from;
        private final Path to;
        private final Predicate<Path> wanted;

        Copier(Path from, Path to, Predicate<Path> wanted) {
            this.from = from;
            this.to = to;
            this.wanted = wanted;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            return copyOne(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            copyOne(file);
            return FileVisitResult.CONTINUE;
        }

        private boolean copyOne(Path source) throws IOException {
            Path relative = from.relativize(source);
            if (!wanted.test(relative)) {
                return false;
            }
            try {
                Files.copy(source, to.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
                return true;
            } catch (NoSuchFileException vanished) {
                return false;
            }
        }
    }

    private static final class Eraser extends Tolerant {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
