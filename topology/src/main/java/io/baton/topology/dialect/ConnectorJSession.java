/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What Connector/J knows of a session. Apart from {@link MySqlDialect}, which has to work without Connector/J. */
final class ConnectorJSession {

    private ConnectorJSession() {}

    static boolean inTransaction(Connection session) throws SQLException {
        return vendors(session).getSession().getServerSession().inTransactionOnServer();
    }

    /** Null while rows are still to come: Connector/J forgets all flags when a call begins, and has them behind the last row. */
    static @Nullable Boolean autoCommits(Connection session) throws SQLException {
        NativeSession known = (NativeSession) vendors(session).getSession();
        boolean on = known.getServerSession().isAutocommit();
        boolean told = on || known.getProtocol().getStreamingData() == null;
        return told ? on : null;
    }

    static long id(Connection session) throws SQLException {
        return vendors(session).getSession().getThreadId();
    }

    /**
     * Reads from the socket without having sent anything: a server that is asked nothing says nothing, unless to take leave.
     * A statement that sleeps would do the same, at the server's expense. Connector/J's own stream would be the wrong one: when
     * it uncompresses, a timeout is the end of it.
     */
    static void listen(Connection session, Duration time) throws SQLException {
        try {
            Socket socket = socket(session);
            if (socket == null) {
                throw new SQLNonTransientConnectionException("the session has ended", "08S01");
            }
            int usual = socket.getSoTimeout();
            socket.setSoTimeout((int) Math.max(1, time.toMillis()));
            try {
                socket.getInputStream().read();
            } catch (SocketTimeoutException e) {
                socket.setSoTimeout(usual);
                return;
            }
        } catch (IOException e) {
            throw new SQLNonTransientConnectionException("the session has ended", "08S01", e);
        }
        throw new SQLNonTransientConnectionException("the server has ended the session", "08S01");
    }

    static boolean hasNoSocket(Connection session) throws SQLException {
        try {
            Socket socket = socket(session);
            return socket == null || socket.isClosed();
        } catch (IOException e) {
            return true;
        }
    }

    private static @Nullable Socket socket(Connection session) throws SQLException, IOException {
        NativeSession nativeSession = (NativeSession) vendors(session).getSession();
        return nativeSession.getProtocol().getSocketConnection().getMysqlSocket();
    }

    /** A cast where possible: unwrap() may be refused by a closed connection, whose last state matters most. */
    private static JdbcConnection vendors(Connection session) throws SQLException {
        return session instanceof JdbcConnection direct ? direct : session.unwrap(JdbcConnection.class);
    }
}
