/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import io.baton.lab.LabException;
import io.baton.lab.Processes;
import io.baton.lab.ProgramCache;
import io.baton.lab.ServerProcess;
import io.baton.lab.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The data that every server begins with, made once per user and machine: its own tables, the application's empty
 * schema, and the users. That all servers have the same and nothing of it in their logs lets any of them follow any other.
 */
final class MariaDbData {

    /** Small files, since they are copied for each server; and nothing is ever forced to disk. */
    static final List<String> FILES = List.of(
            "--innodb-undo-tablespaces=0",
            "--innodb-log-file-size=8M",
            "--innodb-flush-method=nosync",
            "--debug-no-sync=1");

    /** The administrator may write on a replica, as the lab has to. */
    private static final String USERS = """
            FLUSH PRIVILEGES;
            DROP USER IF EXISTS root@localhost;
            CREATE DATABASE app CHARACTER SET utf8mb4;
            CREATE USER app@'%' IDENTIFIED BY 'app';
            GRANT ALL PRIVILEGES ON app.* TO app@'%';
            CREATE USER admin@'%' IDENTIFIED BY 'admin';
            GRANT ALL PRIVILEGES ON *.* TO admin@'%' WITH GRANT OPTION;
            """;

    private MariaDbData() {}

    /** Puts a copy there. */
    static void copyTo(Path target, MariaDbPrograms programs) {
        String what = programs.server() + FILES.toString() + USERS + programs.user();
        UUID print = UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
        try {
            Path home = ProgramCache.get("mariadb-data-" + print, "data/ibdata1", draft -> make(draft, programs));
            Trees.copy(home.resolve("data"), target, path -> true);
        } catch (IOException e) {
            throw new LabException("Cannot make the data of a server", e);
        }
    }

    private static void make(Path directory, MariaDbPrograms programs) throws IOException {
        Path log = directory.resolve("bootstrap.log");
        Path data = Files.createDirectory(directory.resolve("data"));
        programs.user().own(data);
        List<String> command = new ArrayList<>(programs.server());
        command.addAll(FILES);
        command.addAll(List.of("--datadir=" + data, "--bootstrap", "--skip-log-bin", "--max-allowed-packet=8M"));
        Process server = ServerProcess.run(programs.user().command(command), directory, log);
        try (var input = server.outputWriter(StandardCharsets.UTF_8)) {
            input.write("CREATE DATABASE mysql;\nUSE mysql;\n");
            for (Path script : programs.systemTables()) {
                input.write(Files.readString(script));
            }
            input.write(USERS);
        }
        if (Processes.await(server, "making the first data") != 0) {
            throw new LabException("Making the first data failed\n" + Files.readString(log));
        }
    }
}
