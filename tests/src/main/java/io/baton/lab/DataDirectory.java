/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The files of one server: what is written there so that it comes up as a primary or as a standby. */
final class DataDirectory {

    private static final String ACCESS = """
            host all         postgres 127.0.0.1/32 trust
            host replication postgres 127.0.0.1/32 trust
            host all         all      127.0.0.1/32 scram-sha-256
            """;

    /**
     * Dynamic shared memory lies in the data directory, because a killed server would leave it in /dev/shm. The time
     * limits of replication are shorter than usual, so that a frozen peer does not hold up a fast stop for a minute.
     */
    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = %d
            shared_buffers = 32MB
            dynamic_shared_memory_type = mmap
            fsync = off
            wal_level = replica
            wal_keep_size = 256MB
            max_wal_size = 256MB
            max_wal_senders = 10
            wal_sender_timeout = 10s
            wal_receiver_timeout = 10s
            wal_retrieve_retry_interval = 100ms
            hot_standby = on
            hot_standby_feedback = off
            logging_collector = off
            log_line_prefix = '%%m [%%p] %%q%%u@%%d '
            include_if_exists = 'upstream.conf'
            """;

    private static final String SYNCHRONOUS = "synchronous_standby_names = 'ANY 1 (*)'\n";

    private final Path path;
    private final ServerUser user;

    DataDirectory(Path path, ServerUser user) {
        this.path = path;
        this.user = user;
    }

    Path path() {
        return path;
    }

    /** Settings for a directory that {@code initdb} has just made; copies of it bring them along. */
    void configure(ClusterShape shape) throws IOException {
        write("pg_hba.conf", ACCESS);
        String settings = SETTINGS.formatted(shape.connections()) + (shape.synchronous() ? SYNCHRONOUS : "");
        Files.writeString(path.resolve("postgresql.conf"), settings, StandardOpenOption.APPEND);
    }

    /** Turns a copy of another server's files into a standby of the server at {@code upstreamPort}. */
    void becomeStandby(String backupLabel, int upstreamPort) throws IOException {
        write("backup_label", backupLabel);
        write("standby.signal", "");
        follow(upstreamPort);
    }

    /** Lets a primary that was shut down in order come back as a standby of the server at that port. */
    void becomeStandby(int upstreamPort) throws IOException {
        write("standby.signal", "");
        follow(upstreamPort);
    }

    /** From the next start or reload on, receive from the server at that port. */
    void follow(int upstreamPort) throws IOException {
        write(
                "upstream.conf",
                "primary_conninfo = 'host=%s port=%d user=%s'\n"
                        .formatted(PostgresNode.HOST, upstreamPort, PostgresNode.SUPERUSER));
    }

    /** Files of the names that the server looks for. It takes a key that nobody else may read, and no other. */
    void keepCertificate(String certificate, String key) throws IOException {
        write("server.crt", certificate);
        write("server.key", "");
        Files.setPosixFilePermissions(path.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
        write("server.key", key);
    }

    /** Whether the server with this process id says that it accepts connections. */
    boolean isReady(long pid) throws IOException {
        List<String> lines = Files.readAllLines(lockFile());
        return lines.size() >= 8
                && lines.get(0).trim().equals(Long.toString(pid))
                && lines.get(7).trim().equals("ready");
    }

    /** Deletes everything that a server which no longer runs has left. */
    void wipe() throws IOException {
        SharedMemory.release(lockFile(), user);
        Trees.delete(path);
    }

    private Path lockFile() {
        return path.resolve("postmaster.pid");
    }

    private void write(String name, String content) throws IOException {
        user.own(Files.writeString(path.resolve(name), content));
    }
}
