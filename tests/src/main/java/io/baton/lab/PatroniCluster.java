/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.lifecycle.Startables;

/**
 * Three PostgreSQL servers that a real Patroni looks after, with one etcd. Needs a Docker engine.
 *
 * <p>Patroni promotes by itself: within seconds when it is told to, after its lease (20 s, the shortest that it allows) has
 * run out when the leader is lost. Its REST interface speaks TLS with a certificate of its own, and takes orders from an
 * operator with a password.
 */
public final class PatroniCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PatroniCluster.class);
    private static final int SIZE = 3;

    private final SelfSigned certificate = SelfSigned.create();
    private final PatroniApi operator = new PatroniApi(certificate);
    private final GenericContainer<?> etcd;
    private final List<PatroniNode> nodes;

    private PatroniCluster() {
        int etcdPort = Ports.free();
        etcd = etcd(etcdPort);
        List<PatroniNode> members = new ArrayList<>();
        for (int i = 1; i <= SIZE; i++) {
            members.add(member("n" + i, etcdPort));
        }
        nodes = List.copyOf(members);
    }

    private static GenericContainer<?> etcd(int port) {
        String client = "http://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + Ports.free();
        return Containers.of(Containers.PATRONI)
                .withCommand(
                        "etcd",
                        "--data-dir=/tmp/etcd",
                        "--unsafe-no-fsync",
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=default=" + peer);
    }

    private PatroniNode member(String name, int etcdPort) {
        int port = Ports.free();
        int apiPort = Ports.free();
        GenericContainer<?> container = Containers.of(Containers.PATRONI)
                .withCreateContainerCmdModifier(create -> create.withUser("postgres"))
                .withEnv("PATRONI_CONFIGURATION", PatroniSettings.of(name, port, apiPort, etcdPort))
                .withEnv("API_CERTIFICATE", certificate.certificatePem())
                .withEnv("API_KEY", certificate.keyPem())
                .withCommand("sh", "-c", PatroniSettings.command());
        return new PatroniNode(name, port, URI.create("https://127.0.0.1:" + apiPort), container);
    }

    /** Starts it; when this returns there is a leader, and all others stream from it. */
    public static PatroniCluster start() {
        long start = System.nanoTime();
        PatroniCluster cluster = new PatroniCluster();
        try {
            cluster.etcd.start();
            Startables.deepStart(cluster.nodes.stream().map(PatroniNode::container))
                    .join();
            cluster.nodes.forEach(PatroniNode::awaitReady);
            cluster.awaitHealthy();
            try (Connection connection = cluster.leader().connectAsAdmin(DatabaseNode.SUPERUSER)) {
                Sql.execute(connection, "CREATE ROLE app LOGIN PASSWORD 'app'");
                Sql.execute(connection, "CREATE DATABASE app OWNER app");
            }
        } catch (SQLException | RuntimeException e) {
            LabException failure = new LabException("Cannot start the cluster\n" + cluster.logTails(), e);
            cluster.close();
            throw failure;
        }
        LOG.info("Patroni's trio started in {} ms: {}", (System.nanoTime() - start) / 1_000_000, cluster.hosts());
        return cluster;
    }

    /** All nodes, always in the same order. */
    public List<PatroniNode> nodes() {
        return nodes;
    }

    /** All addresses in the order of {@link #nodes()}, as they go into a URL. */
    public String hosts() {
        return nodes.stream().map(node -> node.host() + ":" + node.port()).collect(Collectors.joining(","));
    }

    /** Where Patroni answers, in the order of {@link #nodes()}, separated by commas. */
    public String apis() {
        return nodes.stream().map(node -> node.api().toString()).collect(Collectors.joining(","));
    }

    /** The certificate of the REST interfaces, in PEM. */
    public String apiCertificate() {
        return certificate.certificatePem();
    }

    /** The one server that is out of recovery, among those that answer. */
    public PatroniNode leader() {
        List<PatroniNode> leaders = nodes.stream().filter(this::leads).toList();
        if (leaders.size() != 1) {
            throw new LabException("Out of recovery are " + leaders + "\n" + logTails());
        }
        return leaders.get(0);
    }

    /** All nodes but the leader. */
    public List<PatroniNode> standbys() {
        PatroniNode leader = leader();
        return nodes.stream().filter(node -> node != leader).toList();
    }

    /** Whether that server answers and is out of recovery. */
    public boolean leads(PatroniNode node) {
        try (Connection connection = node.connectAsAdmin(DatabaseNode.SUPERUSER)) {
            return Sql.queryLong(connection, "SELECT pg_is_in_recovery()::int") == 0;
        } catch (SQLException unreachable) {
            return false;
        }
    }

    /** Waits until there is one leader and all others stream from it. */
    public void awaitHealthy() {
        Await.until(
                "one of the nodes leads and the others stream from it",
                Await.LIMIT.multipliedBy(4),
                () -> {
                    try (Connection connection = leaderOrNone().connectAsAdmin(DatabaseNode.SUPERUSER)) {
                        return Sql.queryLong(
                                        connection,
                                        "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'")
                                == SIZE - 1;
                    }
                },
                this::logTails);
    }

    /** An exception that does not end a wait. */
    private PatroniNode leaderOrNone() throws SQLException {
        return nodes.stream().filter(this::leads).findFirst().orElseThrow(() -> new SQLException("nobody leads"));
    }

    /** A planned switchover by Patroni's API, now; returns when Patroni says that it is done. */
    public void switchover(PatroniNode from, PatroniNode to) {
        operator.post(
                from.api(),
                "/switchover",
                "{\"leader\":\"%s\",\"candidate\":\"%s\"}".formatted(from.name(), to.name()));
    }

    /** A planned switchover by Patroni's API, later; Patroni wants at least a few seconds. */
    public void scheduleSwitchover(PatroniNode from, PatroniNode to, Instant at) {
        operator.post(
                from.api(),
                "/switchover",
                "{\"leader\":\"%s\",\"candidate\":\"%s\",\"scheduled_at\":\"%s\"}"
                        .formatted(from.name(), to.name(), at));
    }

    /** Lets Patroni throw away what the node has and clone it anew from the leader. */
    public void reinitialise(PatroniNode node) {
        operator.post(node.api(), "/reinitialize", "{\"force\":true}");
    }

    /** Stops etcd, the store that Patroni decides by. */
    public void freezeEtcd() {
        etcd.getDockerClient().pauseContainerCmd(etcd.getContainerId()).exec();
    }

    public void thawEtcd() {
        etcd.getDockerClient().unpauseContainerCmd(etcd.getContainerId()).exec();
    }

    private String logTails() {
        return nodes.stream().map(PatroniNode::logTail).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.container().close());
        etcd.close();
    }
}
