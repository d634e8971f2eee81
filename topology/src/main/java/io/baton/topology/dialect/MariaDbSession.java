/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Statement;
import org.mariadb.jdbc.client.Client;
import org.mariadb.jdbc.client.Completion;
import org.mariadb.jdbc.client.Context;
import org.mariadb.jdbc.client.socket.Reader;
import org.mariadb.jdbc.client.socket.Writer;
import org.mariadb.jdbc.client.util.ClosableLock;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.message.ClientMessage;
import org.mariadb.jdbc.util.constants.ServerStatus;

/** What MariaDB Connector/J knows of a session. Apart from {@link MariaDbDialect}, which has to work without that driver. */
final class MariaDbSession {

    private MariaDbSession() {}

    static boolean inTransaction(Connection session) throws SQLException {
        return (vendors(session).getContext().getServerStatus() & ServerStatus.IN_TRANSACTION) != 0;
    }

    static boolean autoCommits(Connection session) throws SQLException {
        return (vendors(session).getContext().getServerStatus() & ServerStatus.AUTOCOMMIT) != 0;
    }

    static int warnings(Connection session) throws SQLException {
        return vendors(session).getContext().getWarning();
    }

    static void warnings(Connection session, int number) throws SQLException {
        vendors(session).getContext().setWarning(number);
    }

    static long id(Connection session) throws SQLException {
        return vendors(session).getContext().getThreadId();
    }

    static void listen(Connection session, Duration time) throws SQLException {
        Client client = vendors(session).getClient();
        int usual = client.getSocketTimeout();
        client.setSocketTimeout((int) Math.max(1, time.toMillis()));
        client.execute(new Silence(), false);
        client.setSocketTimeout(usual);
    }

    /**
     * The driver's own {@code abort} waits for the thread in the session, once it has asked the server in another session to
     * kill this one: from a frozen server neither returns. (Seen in 3.5.9 and 4.0.0.) To close what is read from closes the
     * socket, and waits for nobody.
     */
    static SessionAbort abortOf(Connection session) throws SQLException {
        Introduction introduction = new Introduction();
        vendors(session).getClient().execute(introduction, false);
        Reader reader = Objects.requireNonNull(introduction.reader);
        return executor -> executor.execute(() -> close(reader));
    }

    private static void close(Reader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            // It is being thrown away; nothing is left to do.
        }
    }

    /** A cast where possible: unwrap() may be refused by a closed connection, whose last state matters most. */
    private static org.mariadb.jdbc.Connection vendors(Connection session) throws SQLException {
        return session instanceof org.mariadb.jdbc.Connection direct
                ? direct
                : session.unwrap(org.mariadb.jdbc.Connection.class);
    }

    /** A message that sends nothing; what it does with the reader is no business of the server. */
    private abstract static class Unsent implements ClientMessage, Completion {

        @Override
        public int encode(Writer writer, Context context) {
            return 1;
        }

        @Override
        public Completion readPacket(
                Statement statement,
                int fetchSize,
                long maxRows,
                int resultSetConcurrency,
                int resultSetType,
                boolean closeOnCompletion,
                Reader reader,
                Writer writer,
                Context context,
                ExceptionFactory exceptions,
                ClosableLock lock,
                boolean traceEnable,
                ClientMessage message,
                Consumer<String> redirect)
                throws IOException, SQLException {
            meet(reader);
            return this;
        }

        abstract void meet(Reader reader) throws IOException, SQLException;
    }

    /**
     * Waits for an answer: a server that is asked nothing says nothing, unless to take leave. A statement that sleeps would do
     * the same, at the server's expense.
     */
    private static final class Silence extends Unsent {

        @Override
        void meet(Reader reader) throws IOException, SQLException {
            try {
                reader.readReusablePacket();
            } catch (SocketTimeoutException e) {
                return;
            }
            throw new SQLNonTransientConnectionException("the server has ended the session", "08000");
        }
    }

    private static final class Introduction extends Unsent {

        private @Nullable Reader reader;

        @Override
        void meet(Reader reader) {
            this.reader = reader;
        }
    }
}
