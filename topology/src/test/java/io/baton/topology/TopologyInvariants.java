/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What holds after every observation, whatever was observed before. For epochs that only promotions raise. */
final class TopologyInvariants {

    private TopologyInvariants() {}

    static void check(Topology before, Observation observation, Topology after) {
        String broken = firstBroken(before, observation, after);
        if (broken != null) {
            throw new AssertionError(
                    broken + "\n  before: " + before + "\n  observed: " + observation + "\n  after: " + after);
        }
    }

    @SuppressWarnings("ReferenceEquality") // The rules promise the same instance when nothing changes.
    private static @Nullable String firstBroken(Topology before, Observation observation, Topology after) {
        if (observation.generation() < before.node(observation.address()).generation() && after != before) {
            return "evidence of an older generation was not dropped";
        }
        boolean changed = !after.nodes().equals(before.nodes()) || !Objects.equals(after.accepted(), before.accepted());
        if (after.version() != before.version() + (changed ? 1 : 0)) {
            return "the version did not grow by one exactly when something changed";
        }
        if (!changed) {
            return after == before ? null : "another instance although nothing changed";
        }
        String broken = brokenByEpoch(before, observation, after);
        if (broken == null) {
            broken = brokenByRoles(after);
        }
        for (int i = 0; broken == null && i < before.nodes().size(); i++) {
            Node then = before.nodes().get(i);
            Node now = after.nodes().get(i);
            boolean concerned =
                    then.address().equals(observation.address()) || observation instanceof Observation.Confirmed;
            broken = concerned ? null : brokenByNeighbour(then, now);
            broken = broken == null ? brokenByGeneration(then, now) : broken;
        }
        return broken;
    }

    private static @Nullable String brokenByEpoch(Topology before, Observation observation, Topology after) {
        Epoch accepted = after.accepted();
        if (before.accepted() != null) {
            Epoch.Order order = accepted == null ? Epoch.Order.BELOW : accepted.against(before.accepted());
            if (order == Epoch.Order.EQUAL || order == Epoch.Order.ABOVE) {
                return null;
            }
            return order == Epoch.Order.BELOW && observation instanceof Observation.Confirmed
                    ? brokenByConfirmation(observation.address(), after)
                    : "the accepted epoch went down";
        }
        if (accepted != null && !after.isSurveyed()) {
            return "an epoch was accepted before every node was looked at";
        }
        return null;
    }

    private static @Nullable String brokenByConfirmation(NodeAddress confirmed, Topology after) {
        Node primary = after.primary();
        if (primary == null || !primary.address().equals(confirmed)) {
            return "the accepted epoch went down and the confirmed node is not the primary";
        }
        Epoch accepted = Objects.requireNonNull(after.accepted());
        for (Node node : after.nodes()) {
            boolean higher = node.epoch() != null && node.epoch().against(accepted) == Epoch.Order.ABOVE;
            if (higher && node.health() != Health.DOWN) {
                return "the accepted epoch went down although " + node.address() + " shows a higher one";
            }
        }
        return null;
    }

    private static @Nullable String brokenByRoles(Topology after) {
        Epoch accepted = after.accepted();
        int primaries = 0;
        int writers = 0;
        for (Node node : after.nodes()) {
            boolean current =
                    accepted != null && node.epoch() != null && node.epoch().against(accepted) == Epoch.Order.EQUAL;
            if (node.role() != Role.UNKNOWN && !current) {
                return node.address() + " has a role and is not on the accepted epoch";
            }
            if (node.role() == Role.PRIMARY && node.claim() != Claim.WRITABLE) {
                return node.address() + " is the primary and does not accept writes";
            }
            if (node.role() == Role.REPLICA && node.claim() != Claim.STANDBY && node.isUp() && after.isSurveyed()) {
                return node.address() + " is a replica and not a standby";
            }
            primaries += node.role() == Role.PRIMARY ? 1 : 0;
            writers += current && node.claim() == Claim.WRITABLE && node.health() != Health.DOWN ? 1 : 0;
        }
        if (primaries > 1) {
            return "several primaries";
        }
        if (!after.isSurveyed()) {
            return after.primary() == null ? null : "a primary before every node was looked at";
        }
        if (writers > 1 && primaries > 0) {
            return "a primary although several nodes accept writes on the accepted epoch";
        }
        if (writers == 1 && primaries == 0) {
            return "no primary although exactly one node accepts writes on the accepted epoch";
        }
        return null;
    }

    private static @Nullable String brokenByNeighbour(Node then, Node now) {
        boolean untouched = then.health() == now.health()
                && then.claim() == now.claim()
                && then.misses() == now.misses()
                && Objects.equals(then.epoch(), now.epoch());
        return untouched ? null : now.address() + " changed by an observation of another node";
    }

    private static @Nullable String brokenByGeneration(Node then, Node now) {
        if (now.generation() < then.generation()) {
            return now.address() + " went back to an older generation";
        }
        boolean fell = now.health() == Health.DOWN && then.health() != Health.DOWN;
        boolean demoted = then.role() == Role.PRIMARY && now.role() != Role.PRIMARY;
        boolean refusesWrites = now.claim() == Claim.STANDBY || now.claim() == Claim.READ_ONLY;
        boolean excluded = then.role() == Role.REPLICA && now.role() == Role.UNKNOWN && !refusesWrites;
        boolean ended = now.generation() > then.generation();
        if (ended != (fell || demoted || excluded)) {
            return now.address() + (ended ? " lost its sessions for nothing" : " kept sessions that must end");
        }
        return null;
    }
}
