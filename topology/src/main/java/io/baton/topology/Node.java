/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import org.jspecify.annotations.Nullable;

/**
 * One server as of one {@link Topology}. Immutable.
 *
 * @param claim what it last said of itself
 * @param role what Baton decided that it is
 * @param epoch the epoch it last showed; null before its first answer
 * @param generation raised whenever sessions on it must not be used any more; a lease of an older generation is dead
 * @param misses probes in a row that were not answered in time
 * @param failure why the last probe failed; null when it was answered or there was none yet
 * @param why a sentence for people: what led to this state
 */
public record Node(
        NodeAddress address,
        Claim claim,
        Role role,
        Health health,
        @Nullable Epoch epoch,
        long generation,
        int misses,
        @Nullable FailureKind failure,
        String why) {

    /** A node that nothing is known of yet. */
    public static Node unobserved(NodeAddress address) {
        return new Node(address, Claim.NONE, Role.UNKNOWN, Health.DOWN, null, 0, 0, null, "not probed yet");
    }

    /** Whether it was looked at at all, with whatever result. */
    public boolean isObserved() {
        return claim != Claim.NONE || failure != null;
    }

    public boolean isUp() {
        return health == Health.UP;
    }

    Node answering(Claim newClaim, Epoch newEpoch) {
        String reason = health == Health.UP && newClaim == claim ? why : "answers as " + newClaim + " on " + newEpoch;
        return new Node(address, newClaim, role, Health.UP, newEpoch, generation, 0, null, reason);
    }

    Node suspected(int newMisses, @Nullable FailureKind newFailure, String reason) {
        return new Node(address, claim, role, Health.SUSPECT, epoch, generation, newMisses, newFailure, reason);
    }

    Node down(FailureKind newFailure, String reason) {
        long next = health == Health.DOWN ? generation : generation + 1;
        return new Node(address, claim, role, Health.DOWN, epoch, next, 0, newFailure, reason);
    }

    Node failing(FailureKind newFailure, String reason) {
        return new Node(address, claim, role, health, epoch, generation, misses, newFailure, reason);
    }

    Node as(Role newRole, String reason) {
        // The reason of an unused node is what is wrong with it; of one that does not answer, that it does not.
        if (newRole == role && (newRole != Role.UNKNOWN || health != Health.UP)) {
            return this;
        }
        // A replica that is promoted keeps its sessions; any other loss of a role ends what runs there.
        boolean sessionsSurvive = role == Role.UNKNOWN || newRole == Role.PRIMARY;
        long next = sessionsSurvive ? generation : generation + 1;
        return new Node(address, claim, newRole, health, epoch, next, misses, failure, reason);
    }

    @Override
    public String toString() {
        return address + " " + role + " " + health + (epoch == null ? "" : " " + epoch) + " (" + why + ")";
    }
}
