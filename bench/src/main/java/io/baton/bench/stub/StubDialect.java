/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.stub;

import io.baton.topology.Claim;
import io.baton.topology.FailureKind;
import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.Upstream;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.dialect.Identity;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What Baton has to know of the stub: one node that always is the primary. */
public final class StubDialect implements Dialect {

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public int defaultPort() {
        return 1;
    }

    @Override
    public String driverClass() {
        return StubDriver.CLASS;
    }

    @Override
    public List<NodeAddress> impliedNodes(String path, Map<String, String> properties) {
        throw new IllegalArgumentException("the stub wants a host");
    }

    @Override
    public String nodeUrl(NodeAddress node, String path) {
        return "jdbc:stub://" + node.host() + "/";
    }

    @Override
    public Map<String, String> connectBounds(Duration timeout) {
        return Map.of();
    }

    @Override
    public String socketTimeoutProperty() {
        return "socketTimeout";
    }

    @Override
    public String loginTimeoutProperty() {
        return "loginTimeout";
    }

    @Override
    public Map<String, String> named(String application, Map<String, String> properties) {
        return properties;
    }

    @Override
    public Answer ask(Connection session) {
        return new Answer(Claim.WRITABLE, new TimelineEpoch(1, 1), Upstream.UNKNOWN, null, null);
    }

    @Override
    public Identity identify(Connection session) {
        return new Identity(null, false, null);
    }

    @Override
    public void watch(Connection idleSession, Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    @Override
    public FailureKind classify(SQLException failure) {
        return FailureKind.APPLICATION;
    }

    @Override
    public boolean inTransaction(Connection session) {
        return ((StubConnection) session).isInTransaction();
    }

    @Override
    public boolean isTransactionFailed(Connection session) {
        return false;
    }

    @Override
    public boolean isEndedByTheCall(SQLException failure) {
        return false;
    }

    @Override
    public boolean isEndedByLimit(SQLException failure) {
        return false;
    }

    @Override
    public boolean isForbiddenInTransaction(SQLException failure) {
        return false;
    }

    @Override
    public boolean isConflict(SQLException failure) {
        return false;
    }

    @Override
    public Boolean autoCommits(Connection session) {
        return true;
    }

    @Override
    public long sessionId(Connection vendors) {
        return 1;
    }

    @Override
    public byte[] rawValue(ResultSet rows, int column) throws SQLException {
        return rows.getBytes(column);
    }

    @Override
    public boolean isBinary(ResultSet rows) {
        return false;
    }

    @Override
    public void useFormat(Statement fresh, boolean binary) {
        // There is one format.
    }

    @Override
    public void useDefaultFormat(Statement statement) {
        // There is one format.
    }

    @Override
    public void endSession(Connection on, Connection lost, Duration age) {
        throw new UnsupportedOperationException("no session of the stub is ever lost");
    }

    @Override
    public boolean isBreak(SQLException failure) {
        return false;
    }

    @Override
    public boolean provesNothingCommitted(SQLException answer) {
        return true;
    }

    @Override
    public boolean isServersRefusal(SQLException failure) {
        return true;
    }
}
