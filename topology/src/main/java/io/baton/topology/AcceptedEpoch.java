/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import io.baton.topology.Epoch.Growth;
import io.baton.topology.Epoch.Order;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which epoch the cluster is on: the highest of the accepted history. Pure. */
final class AcceptedEpoch {

    private AcceptedEpoch() {}

    /** Of the accepted history, or of the history that most nodes share; null when that is a tie. */
    static @Nullable Epoch of(Topology before, Topology told) {
        if (told.accepted() == null) {
            Epoch writers = WriterRules.epochOfUncontestedWriter(told);
            Epoch most = writers == null ? epochOfMostNodes(told) : null;
            return most == null ? writers : highest(told, most);
        }
        boolean byWriting = told.accepted().growth() == Growth.BY_WRITING;
        return byWriting ? ofTheWriter(before, told, told.accepted()) : highest(told, told.accepted());
    }

    private static Epoch highest(Topology told, Epoch known) {
        Epoch highest = known;
        for (Node node : told.nodes()) {
            if (counts(node, known) && node.epoch() != null && node.epoch().against(highest) == Order.ABOVE) {
                highest = node.epoch();
            }
        }
        return highest;
    }

    /**
     * Positions grow with every write, so only the one writer's counts. A replica that is behind when it is promoted, or has
     * written since, is the successor if it was seen to be a standby before: nobody else can tell that from a stale primary.
     */
    private static Epoch ofTheWriter(Topology before, Topology told, Epoch known) {
        List<Node> writers = WriterRules.writers(told);
        Epoch epoch = writers.size() == 1 ? writers.get(0).epoch() : null;
        if (epoch == null || !told.isSurveyed()) {
            return known;
        }
        Order order = epoch.against(known);
        boolean goesOn = order == Order.ABOVE || order == Order.EQUAL;
        boolean wasPrimary = isTheSame(before.node(writers.get(0).address()), writers.get(0));
        boolean sameNode = wasPrimary && order != Order.BELOW;
        boolean promoted = writers.get(0).accession().isPromotion();
        return goesOn || sameNode || promoted ? epoch : known;
    }

    /** Whether it is the primary of before, and not another server at its address. */
    private static boolean isTheSame(Node before, Node writer) {
        return before.role() == Role.PRIMARY && Objects.equals(before.instance(), writer.instance());
    }

    private static @Nullable Epoch epochOfMostNodes(Topology topology) {
        Epoch best = null;
        long votesOfBest = 0;
        for (Node node : topology.nodes()) {
            Epoch epoch = node.epoch();
            if (epoch == null || !counts(node, null) || (best != null && epoch.against(best) != Order.INCOMPARABLE)) {
                continue;
            }
            long votes = topology.nodes().stream()
                    .filter(other -> counts(other, null)
                            && other.epoch() != null
                            && other.epoch().against(epoch) != Order.INCOMPARABLE)
                    .count();
            if (votes >= votesOfBest) {
                best = votes == votesOfBest ? null : epoch;
                votesOfBest = votes;
            }
        }
        return best;
    }

    /** A member without the majority may be on a view that the group never agreed on. */
    private static boolean counts(Node node, @Nullable Epoch known) {
        return node.claim() != Claim.MINORITY && !node.isDismissed(known);
    }
}
