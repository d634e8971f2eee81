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
 * @param surveyed whether it was looked at since any node of the cluster answered; what was seen before proves nothing
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
        boolean surveyed,
        String why) {

    /** A node that nothing is known of yet. */
    public static Node unobserved(NodeAddress address) {
        return new Node(address, Claim.NONE, Role.UNKNOWN, Health.DOWN, null, 0, 0, null, false, "not probed yet");
    }

    public boolean isUp() {
        return health == Health.UP;
    }

    Node answering(Claim newClaim, Epoch newEpoch) {
        boolean nothingNew = isUp() && failure == null && newClaim == claim && newEpoch.equals(epoch);
        String reason = nothingNew ? why : "answers as " + newClaim + " on " + newEpoch;
        return new Node(address, newClaim, role, Health.UP, newEpoch, generation, 0, null, true, reason);
    }

    Node suspected(int newMisses, @Nullable FailureKind newFailure, String reason) {
        return new Node(
                address, claim, role, Health.SUSPECT, epoch, generation, newMisses, newFailure, surveyed, reason);
    }

    Node down(FailureKind newFailure, String reason) {
        long next = health == Health.DOWN ? generation : generation + 1;
        return new Node(address, claim, role, Health.DOWN, epoch, next, 0, newFailure, true, reason);
    }

    /** Down already, and still silent: not yet long enough to conclude anything from it. */
    Node stillSilent(int newMisses, FailureKind newFailure, String reason) {
        return new Node(address, claim, role, health, epoch, generation, newMisses, newFailure, surveyed, reason);
    }

    /**
     * Alive, since it gave the failure itself, but it did not say what it is. That ends a suspicion: the sessions that hold
     * the last slots are often the application's own, and to keep them waiting for a probe would keep the probe out.
     */
    Node refusingProbes(FailureKind newFailure, String reason) {
        Health alive = health == Health.SUSPECT ? Health.UP : health;
        return new Node(address, claim, role, alive, epoch, generation, 0, newFailure, surveyed, reason);
    }

    /** What stood in the way of a probe is gone, it seems. */
    Node toBeProbedAgain() {
        String reason = "accepts logins again, not probed since";
        return new Node(address, claim, role, health, epoch, generation, misses, null, surveyed, reason);
    }

    Node toBeSurveyed() {
        return new Node(address, claim, role, health, epoch, generation, misses, failure, false, why);
    }

    Node as(Role newRole, String reason) {
        // What went wrong with the last probe is what people want to read.
        if (newRole == role && (health != Health.UP || failure != null)) {
            return this;
        }
        // Nobody can write on a standby that is behind for a moment, and it may be the next primary: the sessions that
        // wait
        // on it for that are wanted. Any other loss of a role ends what runs there.
        boolean harmless = newRole == role || role == Role.UNKNOWN || newRole == Role.PRIMARY || isStandbyReplica();
        long next = harmless ? generation : generation + 1;
        return new Node(address, claim, newRole, health, epoch, next, misses, failure, surveyed, reason);
    }

    private boolean isStandbyReplica() {
        return role == Role.REPLICA && claim == Claim.STANDBY;
    }

    @Override
    public String toString() {
        return address + " " + role + " " + health + (epoch == null ? "" : " " + epoch) + " (" + why + ")";
    }
}
