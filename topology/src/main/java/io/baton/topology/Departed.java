/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Servers that accepted writes and are at none of the addresses any more, since theirs leads to another one: a virtual address that
 * moved. When it is moved back by mistake, the one that was superseded is to be known again. Pure.
 */
final class Departed {

    /** A virtual address moves between few servers. */
    private static final int MOST = 8;

    private Departed() {}

    /** Those who had departed before, and those whose address leads elsewhere now; the latest last. */
    static List<Node> after(Topology before, List<Node> now) {
        List<Node> departed = new ArrayList<>();
        for (Node gone : before.departed()) {
            if (find(gone.instance(), now) == null) {
                departed.add(gone);
            }
        }
        for (Node node : before.nodes()) {
            if (node.claim() == Claim.WRITABLE && node.instance() != null && find(node.instance(), now) == null) {
                departed.add(node.down(FailureKind.CONNECTION_LOST, "its address leads to another server"));
            }
        }
        return departed.subList(Math.max(0, departed.size() - MOST), departed.size());
    }

    /** What they are once it is decided who has the writes. */
    static List<Node> decided(List<Node> departed, List<Node> decided) {
        boolean succeeded = decided.stream().anyMatch(node -> node.role() == Role.PRIMARY && node.isUp());
        return succeeded
                ? departed.stream().map(node -> node.with(Accession.SUPERSEDED)).toList()
                : departed;
    }

    /**
     * The only node that accepts writes, if it was superseded by a server that nobody can ask any more, and got nothing from that one: it
     * is stale, or nothing was written meanwhile.
     */
    static @Nullable Node soleWriterThatReturned(Topology topology) {
        List<Node> writers = topology.nodes().stream()
                .filter(node -> node.claim().acceptsWrites())
                .toList();
        boolean allAnswer = topology.isSurveyed() && topology.nodes().stream().allMatch(Node::isUp);
        boolean returned = allAnswer
                && writers.size() == 1
                && writers.get(0).claim() == Claim.WRITABLE
                && isSupersededByOneOf(topology.departed(), writers.get(0));
        return returned ? writers.get(0) : null;
    }

    static boolean isSupersededByOneOf(List<Node> departed, Node writer) {
        return writer.accession().isSuperseded()
                && departed.stream().anyMatch(gone -> !gone.accession().isSuperseded());
    }

    static @Nullable Node find(@Nullable String instance, List<Node> nodes) {
        for (Node node : nodes) {
            if (instance != null && instance.equals(node.instance())) {
                return node;
            }
        }
        return null;
    }
}
