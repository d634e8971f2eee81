/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.sabotage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A patch that takes a mend out of the driver.
 *
 * @param name of its file
 * @param mend which one, by the key under which it was reported
 * @param databases on which it should be found, in lower case
 * @param byHistories whether histories look for it, instead of random programs
 */
record Sabotage(String name, String mend, List<String> databases, boolean byHistories, Path patch) {

    /** Where the folders of the modules are. */
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Path FOLDER = PROJECT.resolve("tests/src/sabotage");
    private static final String DATABASES = "Databases: ";
    private static final Pattern CHANGED = Pattern.compile("(?m)^--- a/(.+)$");

    static List<Sabotage> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .map(Sabotage::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line says which mend it is, the second one on which databases it should be found. */
    private static Sabotage of(Path patch) {
        List<String> lines = read(patch).lines().limit(3).toList();
        String databases = lines.get(1);
        if (!databases.startsWith(DATABASES)) {
            throw new IllegalArgumentException(patch + " does not say on which databases");
        }
        return new Sabotage(
                patch.getFileName().toString().replace(".patch", ""),
                lines.get(0),
                List.of(databases.substring(DATABASES.length()).split(" ")),
                lines.get(2).equals("By: histories"),
                patch);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sources that it changes, from the project's folder. */
    List<String> sources() {
        return CHANGED.matcher(read(patch))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** Writes the sources as they are with it. */
    void damaged(Path folder) throws IOException, InterruptedException {
        for (String source : sources()) {
            Path copy = folder.resolve(source);
            Files.createDirectories(copy.getParent());
            Files.copy(PROJECT.resolve(source), copy);
        }
        Process git = new ProcessBuilder("git", "apply", patch.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (git.waitFor() != 0) {
            throw new IllegalStateException(name + " does not apply any more: " + said);
        }
    }
}
