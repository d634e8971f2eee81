/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.TransactionLost;
import io.baton.lab.Await;
import io.baton.lab.PostgresNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nothing in Baton pins a virtual thread to its carrier: not a call, not a wait in an outage, not the end of a connection. The
 * JVM itself tells (JFR's VirtualThreadPinned). Run where there are virtual threads, with a single carrier, so that a thread
 * that kept it in an outage would also stop all others.
 */
@Tag("virtual-threads")
class VirtualThreadTest extends ClusterTest {

    private static final int WRITERS = 8;

    @Test
    void should_not_pin_over_a_failover() throws Exception {
        try (Connection connection = connect()) {
            writeRow(connection, 0); // Loading a class pins, whoever does it.
        }
        closeInAnOutage(() -> {});
        List<RecordedEvent> pinned;
        try (Recording recording = recordPinning()) {
            AtomicBoolean enough = new AtomicBoolean();
            List<CompletableFuture<Integer>> writers = new ArrayList<>();
            for (int i = 1; i <= WRITERS; i++) {
                int number = i;
                writers.add(inBackground(() -> write(number, enough)));
            }
            PostgresNode old = cluster.primary();
            Awaitility.await().until(() -> entries(old) > 10 * WRITERS);
            PostgresNode successor = failOver();
            long sofar = entries(successor);
            Awaitility.await().until(() -> entries(successor) > sofar + 10 * WRITERS);
            enough.set(true);
            for (CompletableFuture<Integer> writer : writers) {
                assertThat(writer.get(2, TimeUnit.MINUTES)).isPositive();
            }
            pinned = pinnings(recording);
        }
        assertThat(pinned).isEmpty();
    }

    private int write(int number, AtomicBoolean enough) throws SQLException {
        int written = 0;
        while (!enough.get()) {
            try (Connection connection = connect()) {
                while (!enough.get() && !connection.isClosed()) {
                    written += writeRow(connection, number);
                }
            }
        }
        return written;
    }

    /** How many rows are there for certain. */
    private static int writeRow(Connection connection, int number) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(connection, "INSERT INTO entry VALUES (" + number + ")");
            connection.commit();
            return 1;
        } catch (TransactionLost e) {
            connection.rollback();
            return 0;
        } catch (CommitOutcomeUnknown e) {
            return 0;
        }
    }

    @Test
    void should_not_pin_what_ends_a_call_in_an_outage() throws Exception {
        List<RecordedEvent> pinned;
        closeInAnOutage(() -> {});
        try (Recording recording = recordPinning()) {
            closeInAnOutage(() -> LockSupport.parkNanos(1));
            pinned = pinnings(recording);
        }
        assertThat(pinned).isEmpty();
    }

    /** Ends a call that has no primary to run on, in each way, on a cluster that has one again afterwards. */
    private void closeInAnOutage(Runnable before) throws Exception {
        Connection closed = connect();
        Connection aborted = connect();
        cluster.primary().freeze();
        CompletableFuture<String> first = inBackground(() -> query(closed, "SELECT pg_sleep(600)"));
        CompletableFuture<String> second = inBackground(() -> query(aborted, "SELECT pg_sleep(600)"));
        before.run();
        inBackground(() -> {
                    aborted.abort(Runnable::run);
                    closed.close();
                    return closed.isClosed() && aborted.isClosed();
                })
                .get(2, TimeUnit.MINUTES);
        assertThat(first).failsWithin(Await.LIMIT);
        assertThat(second).failsWithin(Await.LIMIT);
        cluster.primary().thaw();
    }

    /** Initialising a class blocks with a native frame on the stack, on every JDK so far. */
    @Test
    void should_notice_a_thread_that_is_pinned() throws Exception {
        List<RecordedEvent> pinned;
        try (Recording recording = recordPinning()) {
            assertThat(inBackground(() -> Sleepy.AWAKE).get(2, TimeUnit.MINUTES))
                    .isTrue();
            pinned = pinnings(recording);
        }
        assertThat(pinned).isNotEmpty();
    }

    private static final class Sleepy {
        static final boolean AWAKE = sleep();

        private static boolean sleep() {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            return true;
        }
    }

    private static Recording recordPinning() {
        Recording recording = new Recording();
        recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
        recording.start();
        return recording;
    }

    private static List<RecordedEvent> pinnings(Recording recording) throws IOException {
        recording.stop();
        Path file = Files.createTempFile("pinned", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file);
        } finally {
            Files.delete(file);
        }
    }
}
