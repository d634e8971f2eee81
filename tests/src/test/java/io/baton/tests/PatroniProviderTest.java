/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.baton.lab.Await;
import io.baton.topology.NodeAddress;
import io.baton.topology.patroni.PatroniAccess;
import io.baton.topology.patroni.PatroniProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How Patroni is asked; what a real one answers is tested in containers. */
class PatroniProviderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(6);
    private static final String ANSWER =
            "{\"members\": [{\"role\": \"leader\", \"state\": \"running\", \"host\": \"db1\", \"port\": 5432}]}";

    private HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile String authorization;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/cluster", exchange -> {
            asked.incrementAndGet();
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static PatroniProvider provider(URI... urls) {
        return new PatroniProvider(new PatroniAccess(List.of(urls), "baton", "s3cret", null));
    }

    @Test
    void should_ask_with_the_credentials() throws IOException {
        assertThat(provider(url()).ask(TIMEOUT).primary()).isEqualTo(new NodeAddress("db1", 5432));

        String sent = new String(
                Base64.getDecoder().decode(authorization.substring("Basic ".length())), StandardCharsets.UTF_8);
        assertThat(sent).isEqualTo("baton:s3cret");
    }

    @Test
    void should_say_nothing_of_itself_when_there_is_no_user() throws IOException {
        new PatroniProvider(new PatroniAccess(List.of(url()), "", "", null)).ask(TIMEOUT);

        assertThat(authorization).isNull();
    }

    @Test
    void should_go_to_the_next_one_when_one_refuses_or_stays_silent_and_remember_it() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI quiet = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            PatroniProvider provider = provider(URI.create("http://127.0.0.1:1"), quiet, url());

            assertThat(provider.ask(TIMEOUT).nodes()).hasSize(1);
            silent.accept().close();
            assertThat(provider.ask(TIMEOUT).nodes()).hasSize(1);

            assertThat(asked).hasValue(2);
            silent.setSoTimeout(1); // Whoever had connected would be in its queue by now.
            assertThatThrownBy(silent::accept)
                    .as("nobody came to the silent one again")
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void should_end_in_time_when_nobody_answers() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            URI quiet = URI.create("http://127.0.0.1:" + silent.getLocalPort());

            assertThat(ClusterTest.inBackground(() -> provider(quiet, quiet).ask(Duration.ofMillis(400))))
                    .failsWithin(Await.LIMIT)
                    .withThrowableThat()
                    .withCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void should_neither_follow_a_redirection_nor_tell_its_password() {
        status = 302;

        assertThatThrownBy(() -> provider(url()).ask(TIMEOUT))
                .isInstanceOf(IOException.class)
                .satisfies(e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).contains("status 302").doesNotContain("s3cret");
                });
        assertThat(new PatroniAccess(List.of(url()), "baton", "s3cret", null).toString())
                .doesNotContain("s3cret");
    }

    @Test
    void should_refuse_urls_that_hold_credentials_or_are_none_without_repeating_them() {
        for (String text : List.of("http://baton:s3cret@db1:8008", "s3cret", "ftp://s3cret", "http://s3 cret")) {
            assertThatThrownBy(() -> PatroniAccess.urls("http://db1:8008," + text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .doesNotContain("cret");
        }
        assertThat(PatroniAccess.urls("http://db1:8008, https://db2:8008")).hasSize(2);
    }
}
