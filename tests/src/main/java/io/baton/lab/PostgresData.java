/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The data that a primary begins with, made once per user and machine: what {@code initdb} makes, and the application's
 * empty database. To make it takes ten times as long as to copy it.
 */
final class PostgresData {

    private static final List<String> INITDB = List.of(
            "--username=" + PostgresNode.SUPERUSER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
            "--no-instructions");

    private static final String APPLICATION = """
            CREATE ROLE app LOGIN PASSWORD 'app'
            CREATE DATABASE app OWNER app
            """;

    private PostgresData() {}

    /** Puts a copy there, which is of no other cluster: it has an identifier of its own. */
    static void copyTo(Path target, PostgresBinaries binaries) {
        String what = binaries + INITDB.toString() + APPLICATION;
        UUID print = UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
        try {
            Path home = ProgramCache.get("postgres-data-" + print, "data/PG_VERSION", draft -> make(draft, binaries));
            Trees.copy(home.resolve("data"), target, path -> true);
            SystemIdentifier.renew(target);
        } catch (IOException e) {
            throw new LabException("Cannot make the data of a server", e);
        }
    }

    private static void make(Path directory, PostgresBinaries binaries) throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        binaries.user().own(data);
        List<String> initdb = new ArrayList<>(List.of(binaries.initdb().toString(), "--pgdata=" + data));
        initdb.addAll(INITDB);
        run(initdb, "", directory, binaries);
        List<String> alone =
                List.of(binaries.postgres().toString(), "--single", "-F", "-D", data.toString(), "postgres");
        run(alone, APPLICATION, directory, binaries);
    }

    private static void run(List<String> command, String input, Path directory, PostgresBinaries binaries)
            throws IOException {
        Path log = directory.resolve("making.log");
        Process process = ServerProcess.run(binaries.user().command(command), directory, log);
        try (var writer = process.outputWriter(StandardCharsets.UTF_8)) {
            writer.write(input);
        }
        if (Processes.await(process, command.get(0)) != 0) {
            throw new LabException("Making the first data failed\n" + Files.readString(log));
        }
    }
}
