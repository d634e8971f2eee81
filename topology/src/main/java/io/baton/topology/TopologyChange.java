/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One difference between two successive topologies, with its reason. */
public sealed interface TopologyChange {

    /** A sentence for people: what led to it. */
    String why();

    /**
     * Writes go to another node now, or to none.
     *
     * @param from the primary before; null when there was none that answered
     * @param to the primary from now on; null while there is none
     */
    record PrimaryChanged(@Nullable Node from, @Nullable Node to, String why) implements TopologyChange {}

    /** A node's role, health, epoch or generation changed. */
    record NodeChanged(Node before, Node after) implements TopologyChange {
        @Override
        public String why() {
            return after.why();
        }

        /** Whether sessions opened before the change must not be used any more. */
        public boolean endsSessions() {
            return after.generation() > before.generation();
        }
    }

    /** Somebody named a node that was not known before; nothing else is known of it yet. */
    record NodeListed(Node node) implements TopologyChange {
        @Override
        public String why() {
            return node.why();
        }
    }

    /** A node is none any more; nothing of it is of use. */
    record NodeGone(Node node) implements TopologyChange {
        @Override
        public String why() {
            return "its name does not lead there any more, or it is known under another address";
        }
    }

    /** What changed from one topology to a later one: first the nodes, then the primary. */
    static List<TopologyChange> between(Topology before, Topology after) {
        List<TopologyChange> changes = new ArrayList<>();
        for (Node now : after.nodes()) {
            Optional<Node> then = before.find(now.address());
            if (then.isEmpty()) {
                changes.add(new NodeListed(now));
            } else if (!then.get().equals(now)) {
                changes.add(new NodeChanged(then.get(), now));
            }
        }
        for (Node then : before.nodes()) {
            if (after.find(then.address()).isEmpty()) {
                changes.add(new NodeGone(then));
            }
        }
        Node from = before.primary();
        Node to = after.primary();
        if (!Objects.equals(addressOf(from), addressOf(to))) {
            Node reason =
                    to != null ? to : after.node(Objects.requireNonNull(from).address());
            changes.add(new PrimaryChanged(from, to, reason.why()));
        }
        return changes;
    }

    private static @Nullable NodeAddress addressOf(@Nullable Node node) {
        return node == null ? null : node.address();
    }
}
