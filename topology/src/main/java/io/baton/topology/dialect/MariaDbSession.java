/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.function.Consumer;
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

    /** A cast where possible: unwrap() may be refused by a closed connection, whose last state matters most. */
    private static org.mariadb.jdbc.Connection vendors(Connection session) throws SQLException {
        return session instanceof org.mariadb.jdbc.Connection direct
                ? direct
                : session.unwrap(org.mariadb.jdbc.Connection.class);
    }

    /**
     * A message that sends nothing and waits for an answer: a server that is asked nothing says nothing, unless to take leave.
     * A statement that sleeps would do the same, at the server's expense.
     */
    private static final class Silence implements ClientMessage, Completion {

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
            try {
                reader.readReusablePacket();
            } catch (SocketTimeoutException e) {
                return this;
            }
            throw new SQLNonTransientConnectionException("the server has ended the session", "08000");
        }
    }
}
