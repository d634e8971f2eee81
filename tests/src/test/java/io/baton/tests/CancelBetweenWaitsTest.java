/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A call waits for a session and then for the replay of its transaction: a cancel that comes in the first wait counts in the second. */
class CancelBetweenWaitsTest {

    private static PostgresCluster cluster;

    @BeforeAll
    static void start() throws SQLException {
        cluster = PostgresCluster.start(ClusterShape.single());
        cluster.primary().execute("CREATE TABLE t (id int)");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:baton:postgresql://"
                + cluster.primary().host() + ":" + cluster.primary().port()
                + "/app?user=app&password=app&socketFactory=" + MeddlingSockets.class.getName());
    }

    private static void lose(String backend) throws SQLException {
        cluster.primary().executeAsAdmin("SELECT pg_terminate_backend(" + backend + ", 5000)");
    }

    private static String backend(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void should_replay_nothing_when_it_was_cancelled_while_the_session_was_made() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            String backend = backend(statement);
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (1)");
            lose(backend);
            MeddlingSockets.then(statement::cancel);
            TransactionLost loss =
                    catchThrowableOfType(TransactionLost.class, () -> statement.execute("INSERT INTO t VALUES (2)"));
            assertThat(loss.refusal()).isEqualTo(ReplayRefusal.CANCELLED);
            connection.rollback();
            statement.execute("INSERT INTO t VALUES (3)"); // The cancel was of that call alone.
            connection.commit();
            assertThat(cluster.primary().queryLongAsAdmin("SELECT sum(id) FROM t"))
                    .isEqualTo(3);
        }
    }

    @Test
    void should_run_nothing_when_it_was_cancelled_while_the_session_was_made() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            String backend = backend(statement);
            lose(backend);
            MeddlingSockets.then(statement::cancel);
            SQLException cancelled = catchThrowableOfType(SQLException.class, () -> statement.execute("SELECT 1"));
            assertThat(cancelled.getSQLState()).isEqualTo("57014");
            assertThat(statement.execute("SELECT 1")).isTrue();
        }
    }

    /** Does something once while the next session of the application's is being made, in the thread that makes it. */
    public static final class MeddlingSockets extends SocketFactory {

        /** What may fail as JDBC does. */
        interface Act {
            void run() throws SQLException;
        }

        private static final AtomicReference<Act> NEXT = new AtomicReference<>();
        private static volatile Thread whose;

        static void then(Act act) {
            whose = Thread.currentThread();
            NEXT.set(act);
        }

        @Override
        public Socket createSocket() {
            // Monitors make sessions, too.
            Act act = Thread.currentThread() == whose ? NEXT.getAndSet(null) : null;
            if (act != null) {
                try {
                    act.run();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
            return new Socket();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
            throw new UnsupportedOperationException();
        }
    }
}
