/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.baton.topology.FailureKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Exceptions as the servers and the two drivers were seen to make them, and what they say about the node. */
class MySqlFailuresTest {

    private static final String CLOSED = "No operations allowed after connection closed.";

    @ParameterizedTest(name = "{0} {1} {3}")
    @CsvSource({
        "08S01, 1053, CONNECTION_LOST, Server shutdown in progress",
        "70100, 1927, CONNECTION_LOST, Connection was killed",
        "HY000, 3169, CONNECTION_LOST, Session was killed",
        "HY000, 4031, CONNECTION_LOST, The client was disconnected by the server because of inactivity",
        "08S01, 1158, CONNECTION_LOST, Got an error reading communication packets",
        "08S01, 1153, CONNECTION_LOST, Got a packet bigger than 'max_allowed_packet' bytes",
        "08S01, 1047, NOT_ACCEPTING, WSREP has not yet prepared node for application use",
        "HY000, 3032, NOT_ACCEPTING, The server is currently in offline mode",
        "HY000, 1290, READ_ONLY_NODE, The MySQL server is running with the --read-only option so it cannot execute this",
        "HY000, 1290, READ_ONLY_NODE, The MySQL server is running with the --super-read-only option so it cannot",
        "HY000, 1290, APPLICATION, The MySQL server is running with the --secure-file-priv option so it cannot",
        "HY000, 1290, READ_ONLY_NODE, Der Server laeuft mit der Option --read-only und kann diese Anweisung nicht ausfuehren",
        "HY000, 1836, READ_ONLY_NODE, Running in read-only mode",
        "HY000, 1874, READ_ONLY_NODE, InnoDB is in read only mode.",
        "HY000, 3100, APPLICATION, Error on observer while running replication hook 'before_commit'.",
        "25006, 1792, APPLICATION, Cannot execute statement in a READ ONLY transaction.",
        "S1009, 0, APPLICATION, Connection is read-only. Queries leading to data modification are not allowed.",
        "08004, 1040, TOO_MANY_CONNECTIONS, Too many connections",
        "42000, 1203, TOO_MANY_CONNECTIONS, User app already has more than 'max_user_connections' active connections",
        "42000, 1226, TOO_MANY_CONNECTIONS, User 'app' has exceeded the 'max_user_connections' resource",
        "28000, 1045, LOGIN_REFUSED, Access denied for user 'app'@'localhost' (using password: YES)",
        "42000, 1044, LOGIN_REFUSED, Access denied for user 'app'@'%' to database 'nosuch'",
        "42000, 1049, LOGIN_REFUSED, Unknown database 'nosuch'",
        "HY000, 1130, LOGIN_REFUSED, Host 'x' is not allowed to connect to this server",
        "08001, 0, LOGIN_REFUSED, SSL Connection required, but not provided by server.",
        "08000, -1, LOGIN_REFUSED, Trying to connect with ssl, but ssl not enabled in the server.",
        "42000, -1, LOGIN_REFUSED, Cannot use authentication plugin caching_sha2_password with a Self signed certificates",
        "08000, 1220, CONNECTION_LOST, Connection is closed",
        "08003, 0, CONNECTION_LOST, No operations allowed after connection closed.",
        "40001, 1213, APPLICATION, Deadlock found when trying to get lock; try restarting transaction",
        "40001, 1205, APPLICATION, Lock wait timeout exceeded; try restarting transaction",
        "70100, 1317, APPLICATION, Query execution was interrupted",
        "70100, 1969, APPLICATION, Query execution was interrupted (max_statement_time exceeded)",
        "23000, 1062, APPLICATION, Duplicate entry '1' for key 'PRIMARY'",
        "42S02, 1146, APPLICATION, Table 'app.nosuch' doesn't exist",
        "08S01, 1644, APPLICATION, Unhandled user-defined exception condition",
    })
    void should_classify_by_number_and_state(String state, int number, FailureKind expected, String message) {
        assertThat(MySqlFailures.classify(new SQLException(message, state, number)))
                .isEqualTo(expected);
    }

    /** The statement itself may have been interrupted without the session. */
    @ParameterizedTest
    @CsvSource({"1053, true", "1927, true", "3169, true", "1317, false", "1213, false"})
    void should_take_the_last_word_of_a_session_for_its_end(int number, boolean expected) {
        SQLException failure = new BatchUpdateException("as it came", "08S01", number, new int[0]);
        assertThat(new MySqlDialect().isBreak(failure)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "08S01, 1053, true",
        "70100, 1927, true",
        "HY000, 3169, true",
        "45000, 1053, false",
        "HY000, 1927, false"
    })
    void should_take_for_the_applications_own_what_no_server_says(String state, int number, boolean expected) {
        assertThat(new MariaDbDialect().isBreak(new SQLException("raised", state, number)))
                .isEqualTo(expected);
    }

    static Stream<Arguments> network() {
        return Stream.of(
                arguments(new EOFException("unexpected end of stream"), FailureKind.CONNECTION_LOST),
                arguments(new SocketException("Connection reset by peer"), FailureKind.CONNECTION_LOST),
                arguments(new SocketException("Broken pipe"), FailureKind.CONNECTION_LOST),
                arguments(new IOException("Socket is closed."), FailureKind.CONNECTION_LOST),
                arguments(new ConnectException("Connection refused"), FailureKind.CONNECTION_LOST),
                arguments(new ConnectException("Verbindungsaufbau abgelehnt"), FailureKind.CONNECTION_LOST),
                arguments(new ConnectException("Connection timed out"), FailureKind.TIMEOUT),
                arguments(new NoRouteToHostException("No route to host"), FailureKind.TIMEOUT),
                arguments(new UnknownHostException("db1"), FailureKind.TIMEOUT),
                arguments(new SocketTimeoutException("Read timed out"), FailureKind.TIMEOUT),
                arguments(
                        new SSLHandshakeException("Remote host terminated the handshake"), FailureKind.CONNECTION_LOST),
                arguments(
                        new SSLHandshakeException("no trust")
                                .initCause(new CertificateException(new CertPathValidatorException("no trust"))),
                        FailureKind.LOGIN_REFUSED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("network")
    void should_tell_what_came_from_the_node_from_silence(Throwable cause, FailureKind expected) {
        assertThat(MySqlFailures.classify(mysql(cause))).isEqualTo(expected);
        assertThat(MySqlFailures.classify(mariadb(cause))).isEqualTo(expected);
    }

    @Test
    void should_take_the_state_that_a_failure_of_a_batch_has_behind_it() {
        SQLException batch = new BatchUpdateException("", "HY000", 0, new int[0]);
        batch.setNextException(mysql(new EOFException("unexpected end of stream")));

        assertThat(MySqlFailures.classify(batch)).isEqualTo(FailureKind.CONNECTION_LOST);
    }

    @Test
    void should_not_judge_without_state() {
        assertThat(MySqlFailures.classify(new SQLException("Statement cancelled due to timeout or client request")))
                .isEqualTo(FailureKind.APPLICATION);
    }

    @Test
    void should_know_what_might_work_a_moment_later() {
        MySqlDialect dialect = new MySqlDialect();
        SQLException deadlock = new SQLException("Deadlock found", "40001", 1213);
        SQLException lockWait = new SQLException("Lock wait timeout exceeded", "40001", 1205);

        assertThat(dialect.isConflict(deadlock)).isTrue();
        assertThat(dialect.isConflict(lockWait)).isTrue();
        assertThat(dialect.isConflict(new SQLException("Duplicate entry", "23000", 1062)))
                .isFalse();
    }

    @Test
    void should_tell_the_servers_refusal_from_the_drivers() {
        assertThat(MySqlFailures.isServers(new SQLException("doesn't exist", "42S02", 1146)))
                .isTrue();
        assertThat(MySqlFailures.isServers(new SQLException(CLOSED, "08003", 0)))
                .isFalse();
        assertThat(MySqlFailures.isServers(new SQLException("Connection is closed", "08000", 1220)))
                .isFalse();
        assertThat(MySqlFailures.isServers(new SQLException("Parameter at position 1 is not set", "07004", -1)))
                .isFalse();
    }

    @Test
    void should_know_a_session_that_waited_longer_than_it_may() {
        String text = "The client was disconnected by the server because of inactivity. See wait_timeout and"
                + " interactive_timeout for configuring this behavior.";

        assertThat(MySqlFailures.isOfLimit(new SQLException(text, "08S01"))).isTrue();
        assertThat(MySqlFailures.isOfLimit(mysql(new EOFException("unexpected end of stream"))))
                .isFalse();
    }

    @Test
    void should_tell_a_broken_stream_of_the_application_from_a_broken_network() {
        SQLException ofStream = mariadb(from(
                new StackTraceElement("app.Upload", "read", null, 1),
                new StackTraceElement("java.io.InputStream", "read", null, 1),
                new StackTraceElement("org.mariadb.jdbc.plugin.codec.StreamCodec", "encodeText", null, 1)));
        SQLException ofNetwork = mariadb(from(
                new StackTraceElement("java.net.Socket$SocketOutputStream", "write", null, 1),
                new StackTraceElement("org.mariadb.jdbc.client.socket.impl.PacketWriter", "flush", null, 1),
                new StackTraceElement("org.mariadb.jdbc.plugin.codec.StreamCodec", "encodeText", null, 1)));

        assertThat(MySqlFailures.isOfTheCall(ofStream)).isTrue();
        assertThat(MySqlFailures.isOfTheCall(ofNetwork)).isFalse();
        assertThat(MySqlFailures.isOfTheCall(new SQLException("Got a packet bigger", "08S01", 1153)))
                .isTrue();
    }

    private static IOException from(StackTraceElement... frames) {
        IOException exception = new IOException("broken");
        exception.setStackTrace(frames);
        return exception;
    }

    private static SQLException mysql(@Nullable Throwable cause) {
        return new SQLException("Communications link failure", "08S01", 0, cause);
    }

    private static SQLException mariadb(Throwable cause) {
        int number = cause instanceof ConnectException || cause instanceof UnknownHostException ? 0 : -1;
        return new SQLNonTransientConnectionException("(conn=7) Socket error", "08000", number, cause);
    }
}
