/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each sabotage on each of its databases: how long until it is found, without a hint. A long run, ./baton-sabotage, and no part of
 * the build.
 */
class Sabotages {

    private static final int SECONDS = Integer.getInteger("baton.sabotage.seconds", 600);
    private static final String SEED = System.getProperty("baton.sabotage.seed", "1");
    private static final String ONLY_DATABASE = System.getProperty("baton.sabotage.database", "");
    private static final List<String> NAMES = Arrays.stream(
                    System.getProperty("baton.sabotage.names", "").split(","))
            .filter(name -> !name.isEmpty())
            .toList();

    @Test
    void should_be_found_by_programs_that_know_nothing_of_them() throws Exception {
        for (Sabotage sabotage : Sabotage.all()) {
            if (NAMES.isEmpty() || NAMES.stream().anyMatch(sabotage.name()::startsWith)) {
                for (String database : sabotage.databases()) {
                    if (ONLY_DATABASE.isEmpty() || ONLY_DATABASE.equals(database)) {
                        System.out.println("SABOTAGE " + sabotage.name() + " on " + database + ": "
                                + judged(sabotage, database) + " | " + sabotage.mend());
                    }
                }
            }
        }
        assertThat(NAMES)
                .allMatch(name -> Sabotage.all().stream()
                        .anyMatch(sabotage -> sabotage.name().startsWith(name)));
    }

    private static String judged(Sabotage sabotage, String database) throws Exception {
        Path folder = Files.createTempDirectory("baton-sabotage");
        Path report = Files.createDirectories(Path.of("target", "sabotage")).resolve(sabotage.name() + "." + database);
        try {
            String classPath = Damaged.by(sabotage, folder);
            Search damaged = Search.of(
                    sabotage,
                    database,
                    classPath,
                    List.of(
                            "-Dbaton.fuzz.seed=" + SEED,
                            "-Dbaton.histories.seed=" + SEED,
                            "-Dbaton.fuzz.programs=1000000",
                            "-Dbaton.histories.transactions=100000000"),
                    SECONDS,
                    report);
            OptionalLong found = damaged.seconds();
            if (found.isEmpty()) {
                return damaged.hasEnded()
                        ? "not found in " + SECONDS + " s, " + damaged.effort()
                        : "did not come to its end, see " + report;
            }
            return "found after " + found.getAsLong() + " s, " + damaged.effort()
                    + control(sabotage, database, damaged, report);
        } finally {
            delete(folder);
        }
    }

    /** The undamaged driver must not be convicted of the same program: else something else was found. */
    private static String control(Sabotage sabotage, String database, Search damaged, Path report) throws Exception {
        if (damaged.seed().isEmpty()) {
            return "";
        }
        String seed = damaged.seed().get();
        Search undamaged = Search.of(
                sabotage,
                database,
                Damaged.classPath(),
                List.of("-Dbaton.fuzz.seed=" + seed, "-Dbaton.fuzz.programs=1"),
                60,
                Path.of(report + ".control"));
        return ", by seed " + seed + (undamaged.seconds().isPresent() ? ", SO IS THE UNDAMAGED DRIVER" : "");
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
