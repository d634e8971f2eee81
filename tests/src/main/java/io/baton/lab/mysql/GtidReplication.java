/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import io.baton.lab.Await;
import io.baton.lab.LabException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/** Asks servers how far replication has come, and tells them whom to replicate from. */
final class GtidReplication {

    private GtidReplication() {}

    /** Returns when the replica receives from the upstream and shows what it receives. */
    static void follow(GtidNode replica, GtidNode upstream, boolean semiSync) {
        Dialect dialect = replica.dialect();
        replica.setReadOnly(true);
        if (semiSync) {
            // A replica that waits for replicas of its own would not get anywhere.
            replica.administer(List.of(dialect.semiSync(false)));
        }
        replica.administer(dialect.follow(upstream.port()));
        awaitFollowing(replica, upstream);
    }

    /** Waits until it receives from the upstream and shows what it receives. */
    static void awaitFollowing(GtidNode replica, GtidNode upstream) {
        Await.until(
                replica + " replicates from " + upstream,
                Await.LIMIT,
                () -> replicates(replica, upstream),
                replica::logTail);
    }

    static boolean replicates(GtidNode replica, GtidNode upstream) throws SQLException {
        try (Connection connection = replica.connectAsAdmin()) {
            ReplicaStatus status = replica.dialect().status(connection);
            if (!status.error().isEmpty()) {
                throw new SQLException(status.error());
            }
            return status.replicatesFrom(upstream.port());
        }
    }

    /** Whether it is a replica of that one, connected at the moment or not. */
    static boolean isToFollow(GtidNode replica, GtidNode upstream) {
        try (Connection connection = replica.connectAsAdmin()) {
            return replica.dialect().status(connection).upstreamPort() == upstream.port();
        } catch (SQLException e) {
            throw new LabException("Cannot ask " + replica + "\n" + replica.logTail(), e);
        }
    }

    /** Waits until the replicas show everything that was committed on the primary when this was called. */
    static void awaitReplicated(List<GtidNode> replicas, GtidNode primary) {
        try (Connection connection = primary.connectAsAdmin()) {
            String position = primary.dialect().committed(connection);
            for (GtidNode replica : replicas) {
                awaitCommitted(replica, position);
            }
        } catch (SQLException e) {
            throw new LabException("Cannot ask " + primary + "\n" + primary.logTail(), e);
        }
    }

    /** Lets a replica receive nothing more and show all that it has received. */
    static void drain(GtidNode replica) {
        // In this order: MariaDB throws away what was received when neither runs and one is started.
        replica.startApplier();
        replica.stopReceiver();
        awaitCommitted(replica, received(replica));
    }

    /** Waits until the replica has received all that was committed on the primary when this was called. */
    static void awaitReceived(GtidNode replica, GtidNode primary) {
        Dialect dialect = replica.dialect();
        try (Connection connection = primary.connectAsAdmin()) {
            long committed = dialect.size(dialect.committed(connection));
            Await.until(
                    replica + " has received " + committed,
                    Await.LIMIT,
                    () -> dialect.size(received(replica)) >= committed,
                    replica::logTail);
        } catch (SQLException e) {
            throw new LabException("Cannot ask " + primary + "\n" + primary.logTail(), e);
        }
    }

    private static void awaitCommitted(GtidNode replica, String position) {
        Dialect dialect = replica.dialect();
        try (Connection connection = replica.connectAsAdmin()) {
            boolean there = dialect.size(position) <= dialect.size(dialect.committed(connection))
                    || dialect.awaitCommitted(connection, position, Await.LIMIT.toSeconds());
            if (!there) {
                throw new LabException(replica + " has not reached " + position + ": " + dialect.status(connection)
                        + "\n" + replica.logTail());
            }
        } catch (SQLException e) {
            throw new LabException("Cannot ask " + replica + "\n" + replica.logTail(), e);
        }
    }

    /** The replica that has received most, among those that run. */
    static GtidNode mostAdvanced(List<GtidNode> replicas) {
        return replicas.stream()
                .filter(node -> node.isRunning() && !node.isFrozen())
                .max(Comparator.comparingLong(node -> node.dialect().size(received(node))))
                .orElseThrow(() -> new LabException("None of the replicas runs: " + replicas));
    }

    private static String received(GtidNode replica) {
        try (Connection connection = replica.connectAsAdmin()) {
            return replica.dialect().received(connection);
        } catch (SQLException e) {
            throw new LabException("Cannot ask " + replica + "\n" + replica.logTail(), e);
        }
    }
}
