/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.baton.topology.FailureKind;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.BatchUpdateException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** Exceptions as the server and pgjdbc make them, and what they say about the node. */
class PostgresFailuresTest {

    /** As a server says it whose {@code lc_messages} are not English. */
    @Test
    void should_know_in_any_language_who_was_ended_before_he_committed() {
        String rest =
                "\0C57P01\0MVerbindung wird abgebrochen aufgrund von Anweisung des Administrators\0Fpostgres.c\0L3274\0R";
        for (String severity :
                new String[] {"SFATAL\0VFATAL", "SFATALE\0VFATAL", "S\u0424\u0410\u0422\u0410\u041b\0VFATAL"}) {
            assertThat(PostgresFailures.endedBeforeCommit(said(severity + rest + "ProcessInterrupts\0\0")))
                    .as(severity)
                    .isTrue();
            assertThat(PostgresFailures.endedBeforeCommit(said(severity + rest + "exec_stmt_raise\0\0")))
                    .as(severity)
                    .isFalse();
        }
    }

    private static PSQLException said(String message) {
        return new PSQLException(new ServerErrorMessage(message));
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource({
        "57P01, CONNECTION_LOST, admin_shutdown",
        "57P02, CONNECTION_LOST, crash_shutdown",
        "57P03, NOT_ACCEPTING, cannot_connect_now",
        "57P04, CONNECTION_LOST, database_dropped",
        "57P05, CONNECTION_LOST, idle_session_timeout",
        "25P03, CONNECTION_LOST, idle_in_transaction_session_timeout",
        "25P04, CONNECTION_LOST, transaction_timeout",
        "25006, READ_ONLY_NODE, read_only_sql_transaction",
        "53300, TOO_MANY_CONNECTIONS, too_many_connections",
        "28P01, LOGIN_REFUSED, invalid_password",
        "28000, LOGIN_REFUSED, invalid_authorization_specification",
        "3D000, LOGIN_REFUSED, invalid_catalog_name",
        "08003, CONNECTION_LOST, connection_does_not_exist",
        "08006, CONNECTION_LOST, connection_failure",
        "08P01, CONNECTION_LOST, protocol_violation",
        "08001, TIMEOUT, could not connect for a reason not given",
        "40001, APPLICATION, serialization_failure",
        "40P01, APPLICATION, deadlock_detected",
        "57014, APPLICATION, query_canceled",
        "25P02, APPLICATION, in_failed_sql_transaction",
        "25001, APPLICATION, active_sql_transaction",
        "23505, APPLICATION, unique_violation",
        "42P01, APPLICATION, undefined_table",
        "53100, APPLICATION, disk_full",
        "53200, APPLICATION, out_of_memory",
        "55000, APPLICATION, object_not_in_prerequisite_state"
    })
    void should_judge_by_state(String state, FailureKind expected, String name) {
        assertThat(PostgresFailures.classify(new SQLException(name, state))).isEqualTo(expected);
    }

    static Stream<Arguments> connectFailures() {
        return Stream.of(
                arguments(new ConnectException("Connection refused"), FailureKind.CONNECTION_LOST),
                arguments(new ConnectException("Connection refused (Connection refused)"), FailureKind.CONNECTION_LOST),
                arguments(new ConnectException("Verbindungsaufbau abgelehnt"), FailureKind.CONNECTION_LOST),
                arguments(new ConnectException("Connection timed out"), FailureKind.TIMEOUT),
                arguments(new ConnectException("Network is unreachable"), FailureKind.TIMEOUT),
                arguments(new ConnectException(), FailureKind.TIMEOUT),
                arguments(new SocketTimeoutException("Connect timed out"), FailureKind.TIMEOUT),
                arguments(new NoRouteToHostException("No route to host"), FailureKind.TIMEOUT),
                arguments(new UnknownHostException("db1"), FailureKind.TIMEOUT),
                arguments(new SocketException("Connection reset"), FailureKind.CONNECTION_LOST),
                arguments(new EOFException(), FailureKind.CONNECTION_LOST));
    }

    @ParameterizedTest
    @MethodSource("connectFailures")
    void should_believe_only_what_came_from_the_node_when_connecting_fails(IOException cause, FailureKind expected) {
        SQLException failure =
                new PSQLException("The connection attempt failed.", PSQLState.CONNECTION_UNABLE_TO_CONNECT, cause);

        assertThat(PostgresFailures.classify(failure)).isEqualTo(expected);
    }

    static Stream<Arguments> sessionFailures() {
        return Stream.of(
                arguments(new EOFException(), FailureKind.CONNECTION_LOST),
                arguments(new SocketException("Connection reset"), FailureKind.CONNECTION_LOST),
                arguments(new SocketException("Broken pipe"), FailureKind.CONNECTION_LOST),
                arguments(new IOException("stream corrupted"), FailureKind.CONNECTION_LOST),
                arguments(null, FailureKind.CONNECTION_LOST),
                arguments(new SocketTimeoutException("Read timed out"), FailureKind.TIMEOUT));
    }

    @ParameterizedTest
    @MethodSource("sessionFailures")
    void should_tell_an_end_of_the_session_from_its_silence(@Nullable IOException cause, FailureKind expected) {
        SQLException failure = new PSQLException("An I/O error occurred.", PSQLState.CONNECTION_FAILURE, cause);

        assertThat(PostgresFailures.classify(failure)).isEqualTo(expected);
    }

    @Test
    void should_look_for_the_innermost_cause() {
        IOException wrapped = new IOException("in the middle", new SocketTimeoutException("Read timed out"));
        SQLException failure = new PSQLException("An I/O error occurred.", PSQLState.CONNECTION_FAILURE, wrapped);

        assertThat(PostgresFailures.classify(failure)).isEqualTo(FailureKind.TIMEOUT);
    }

    @Test
    void should_take_the_server_s_last_message_before_the_end_of_the_connection() {
        SQLException failure = new SQLException("terminating connection due to administrator command", "57P01");
        failure.setNextException(new PSQLException(
                "An I/O error occurred.", PSQLState.CONNECTION_FAILURE, new SocketTimeoutException("Read timed out")));

        assertThat(PostgresFailures.classify(failure)).isEqualTo(FailureKind.CONNECTION_LOST);
    }

    @Test
    void should_find_the_end_of_the_connection_behind_an_unremarkable_failure() {
        SQLException failure = new BatchUpdateException("Batch entry 0 was aborted", null, new int[0]);
        failure.setNextException(
                new PSQLException("An I/O error occurred.", PSQLState.CONNECTION_FAILURE, new EOFException()));

        assertThat(PostgresFailures.classify(failure)).isEqualTo(FailureKind.CONNECTION_LOST);
    }

    @Test
    void should_leave_a_failure_without_a_state_to_the_application() {
        assertThat(PostgresFailures.classify(new SQLException("no state"))).isEqualTo(FailureKind.APPLICATION);
    }

    @Test
    void should_take_an_abandoned_connect_for_silence() {
        SQLException failure = new SQLTimeoutException("did not answer", "08001", new TimeoutException());

        assertThat(PostgresFailures.classify(failure)).isEqualTo(FailureKind.TIMEOUT);
    }

    @Test
    void should_take_a_missing_password_for_a_refused_login() {
        // pgjdbc, when the configuration has no password and the server wants one.
        PSQLException failure = new PSQLException(
                "The server requested SCRAM-based authentication, but no password was provided.",
                PSQLState.CONNECTION_REJECTED);

        assertThat(PostgresFailures.classify(failure)).isEqualTo(FailureKind.LOGIN_REFUSED);
    }

    @Test
    void should_act_at_once_only_on_what_the_node_said_itself() {
        assertThat(Stream.of(FailureKind.values()).filter(FailureKind::isStrong))
                .containsExactlyInAnyOrder(
                        FailureKind.CONNECTION_LOST, FailureKind.NOT_ACCEPTING, FailureKind.NOT_COVERED);
    }

    /** As a server sends it that dies in the middle of the message which lists the ways to log in. */
    @Test
    void should_take_a_login_that_broke_off_for_a_lost_connection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> dying = CompletableFuture.runAsync(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[8]);
                    client.getOutputStream().write('N'); // No TLS.
                    client.getInputStream().read(new byte[1000]);
                    client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 40, 0, 0, 0, 10, 'S', 'C', 'R'});
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            String url = "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/app?user=app&password=app";
            SQLException broken = (SQLException)
                    Objects.requireNonNull(Assertions.catchThrowable(() -> DriverManager.getConnection(url)));
            dying.join();
            assertThat(PostgresFailures.classify(broken)).as(broken.toString()).isEqualTo(FailureKind.CONNECTION_LOST);
        }
    }
}
