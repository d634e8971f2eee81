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
                departed.add(node);
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

    static @Nullable Node find(@Nullable String instance, List<Node> nodes) {
        for (Node node : nodes) {
            if (instance != null && instance.equals(node.instance())) {
                return node;
            }
        }
        return null;
    }
}
