/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.Health;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.Records;
import io.baton.topology.Role;
import io.baton.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one name stands for, and which of its addresses are nodes: all of them when there are several, none but the name itself as long
 * as there was only one. A name that gets a second address goes on as the node at its first one, so that the sessions there need
 * not end. Guarded by the lock of {@link Names}, but for {@link #pin()}.
 */
final class NameRecords {

    private final NodeAddress name;
    private List<String> records = List.of();
    /** Which of several the name itself is. */
    private volatile @Nullable String pin;
    /** Addresses that are no nodes, since they lead to the server of another one, with the run of that server. */
    private final Map<NodeAddress, Twin> twins = new HashMap<>();

    private record Twin(NodeAddress of, @Nullable String instance) {}

    NameRecords(NodeAddress name) {
        this.name = name;
    }

    @Nullable
    String pin() {
        return pin;
    }

    boolean areStill(List<String> now) {
        return records.equals(now);
    }

    /** Takes them in where they are one node all the same. True when they are several, and others than before. */
    boolean keep(List<String> now) {
        boolean others = !List.copyOf(now).stream()
                .sorted()
                .toList()
                .equals(records.stream().sorted().toList());
        records = now;
        return others && now.size() > 1;
    }

    /** What follows from another answer than before. */
    List<Observation> found(List<String> now, Topology topology) {
        List<String> before = records;
        records = now;
        twins.keySet().removeIf(twin -> !now.contains(twin.record()));
        Node whole = topology.find(name).orElse(null);
        if (whole != null && now.size() == 1 && pin == null) {
            return List.of(); // One address, which may be another than before: the name moves.
        }
        if (whole != null && whole.epoch() == null && pin == null) {
            return List.of(
                    new Observation.Resolved(name, now.stream().map(name::at).toList()));
        }
        String first = pin != null ? pin : before.size() == 1 ? before.get(0) : null;
        boolean goesOn = whole != null && first != null && now.contains(first);
        pin = goesOn && now.size() > 1 ? first : null;
        List<Observation> observations = new ArrayList<>();
        for (String record : now) {
            boolean known = (goesOn && record.equals(first)) || twins.containsKey(name.at(record));
            if (!known && topology.find(name.at(record)).isEmpty()) {
                observations.add(new Observation.Added(name.at(record), name.host() + " stands for it, too"));
            }
        }
        for (Node node : topology.nodes()) {
            boolean left = node.address().record() == null
                    ? !goesOn
                    : !now.contains(node.address().record());
            if (node.address().named().equals(name) && left) {
                observations.add(new Observation.Gone(node.address(), name.host() + " does not stand for it any more"));
            }
        }
        return observations;
    }

    /** What follows from a change of the topology for addresses that lead to one server. */
    List<Observation> twins(Topology topology) {
        List<Observation> observations = new ArrayList<>();
        twins.entrySet().removeIf(entry -> {
            Node other = topology.node(entry.getValue().of());
            boolean lost = other.health() == Health.DOWN
                    || !Objects.equals(other.instance(), entry.getValue().instance());
            if (lost) {
                observations.add(new Observation.Added(
                        entry.getKey(),
                        other.address() + ", the other way to the same server, is lost or leads elsewhere"));
            }
            return lost;
        });
        if (!observations.isEmpty()) {
            return observations;
        }
        for (Node node : topology.nodes()) {
            Node other = node.address().named().equals(name) && node.address().record() != null
                    ? Records.twinOf(topology, node)
                    : null;
            if (other != null && isBetter(topology, other, node)) {
                twins.put(node.address(), new Twin(other.address(), other.instance()));
                return List.of(new Observation.Gone(node.address(), "the same server as " + other.address()));
            }
        }
        return List.of();
    }

    /** Whether that one is to be kept of two that are one server: the one that answers, is used, or stands first. */
    private static boolean isBetter(Topology topology, Node kept, Node left) {
        if (!kept.isUp() || left.health() == Health.SUSPECT) {
            return false;
        }
        boolean isUsed = kept.role() != Role.UNKNOWN;
        boolean leftIsUsed = left.role() != Role.UNKNOWN;
        if (left.health() == Health.DOWN || isUsed != leftIsUsed) {
            return left.health() == Health.DOWN || isUsed;
        }
        return topology.nodes().indexOf(kept) < topology.nodes().indexOf(left);
    }
}
