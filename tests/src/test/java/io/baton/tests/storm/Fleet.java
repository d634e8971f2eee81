/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.storm;

import io.baton.topology.Claim;
import io.baton.topology.FailureKind;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.TopologyRules;
import io.baton.topology.Upstream;
import io.baton.topology.probe.ProbePace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Many clients and one cluster, in virtual time. The first node is killed at one moment and the second promoted at a later
 * one; every client notices the kill at once, as its monitor listens on its socket, and then logs in anew.
 */
final class Fleet {

    private static final long PROBE_NANOS = Duration.ofMillis(1).toNanos();
    /** As NodeMonitor has it. */
    private static final double JITTER = 0.2;

    /** The scene and the machine of the new primary: how many logins it can serve in a second. */
    record Scene(
            int clients,
            int nodes,
            int connections,
            int concurrentLogins,
            Duration kill,
            Duration promotion,
            Duration end,
            int loginsPerSecond) {}

    /** What was counted in each second: probes by node, and logins to the new primary. */
    record Load(List<List<Integer>> probes, List<Integer> logins, Duration allKnow, Duration allLoggedIn) {}

    private record Due(long at, int client, int node) {}

    private final Scene scene;
    private final List<NodeAddress> addresses;
    private final List<Client> clients = new ArrayList<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private final Random random = new Random(7);

    Fleet(Scene scene, TopologyRules rules, ProbePace pace) {
        this.scene = scene;
        this.addresses = IntStream.rangeClosed(1, scene.nodes())
                .mapToObj(i -> new NodeAddress("n" + i, 5432))
                .toList();
        for (int i = 0; i < scene.clients(); i++) {
            clients.add(new Client(addresses, rules, pace));
        }
    }

    Load play() {
        int seconds = (int) scene.end().toSeconds();
        int[][] probes = new int[scene.nodes()][seconds];
        long[] knowsAt = new long[scene.clients()];
        for (int client = 0; client < scene.clients(); client++) {
            long start = (long) (random.nextDouble() * 1e9);
            for (int node = 0; node < scene.nodes(); node++) {
                queue.add(new Due(start, client, node));
            }
            queue.add(new Due(scene.kill().toNanos() + 1, client, 0));
        }
        while (!queue.isEmpty() && queue.peek().at() < scene.end().toNanos()) {
            Due due = queue.poll();
            Client client = clients.get(due.client());
            boolean extra = due.at() == scene.kill().toNanos() + 1;
            probes[due.node()][(int) (due.at() / 1_000_000_000L)]++;
            NodeAddress address = addresses.get(due.node());
            client.observe(observed(client.node(address), due.node(), due.at()));
            Node primary = client.topology().primary();
            boolean promoted = primary != null && primary.address().equals(addresses.get(1));
            if (promoted && knowsAt[due.client()] == 0) {
                knowsAt[due.client()] = due.at() + PROBE_NANOS;
            }
            if (!extra) {
                queue.add(new Due(next(client, due, address), due.client(), due.node()));
            }
        }
        return logins(probes, knowsAt, seconds);
    }

    /** A monitor looks at its pace every 50 ms while it rests; here the shorter rest is taken when it is looked at. */
    private long next(Client client, Due due, NodeAddress address) {
        double jitter = 1 + JITTER * (2 * random.nextDouble() - 1);
        long rest = (long) (client.restNanos(address, due.at()) * jitter);
        long kill = scene.kill().toNanos();
        long next = due.at() + PROBE_NANOS + rest;
        boolean interrupted = due.at() < kill && next > kill;
        return interrupted ? kill + (long) (random.nextDouble() * 50_000_000L) : next;
    }

    private Observation observed(Node node, int index, long at) {
        boolean killed = at >= scene.kill().toNanos();
        boolean promoted = at >= scene.promotion().toNanos();
        if (index == 0 && killed) {
            return new Observation.Unreachable(
                    node.address(), node.generation(), FailureKind.CONNECTION_LOST, "refused");
        }
        boolean writes = index == 0 || (index == 1 && promoted);
        return new Observation.Probed(
                node.address(),
                node.generation(),
                writes ? Claim.WRITABLE : Claim.STANDBY,
                new TimelineEpoch(1, promoted ? 2 : 1),
                Upstream.UNKNOWN,
                null);
    }

    /** The new primary serves logins one after the other; each client has so many under way and begins the next when one is done. */
    private Load logins(int[][] probes, long[] knowsAt, int seconds) {
        int[] logins = new int[seconds];
        PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparingLong(Due::at));
        int[] left = new int[scene.clients()];
        long allKnow = 0;
        for (int client = 0; client < scene.clients(); client++) {
            allKnow = Math.max(allKnow, knowsAt[client]);
            int first = Math.min(scene.concurrentLogins(), scene.connections());
            left[client] = scene.connections() - first;
            for (int i = 0; i < first; i++) {
                waiting.add(new Due(knowsAt[client], client, 1));
            }
        }
        long service = 1_000_000_000L / scene.loginsPerSecond();
        long free = 0;
        while (!waiting.isEmpty()) {
            Due login = waiting.poll();
            free = Math.max(free, login.at()) + service;
            int second = (int) (free / 1_000_000_000L);
            if (second < seconds) {
                logins[second]++;
            }
            if (left[login.client()]-- > 0) {
                waiting.add(new Due(free, login.client(), 1));
            }
        }
        Duration promotion = scene.promotion();
        return new Load(
                Arrays.stream(probes).map(Fleet::list).toList(),
                list(logins),
                Duration.ofNanos(allKnow).minus(promotion),
                Duration.ofNanos(free).minus(promotion));
    }

    private static List<Integer> list(int[] perSecond) {
        return Arrays.stream(perSecond).boxed().toList();
    }
}
