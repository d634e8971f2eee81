/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import org.jspecify.annotations.Nullable;

/**
 * One server as of one {@link Topology}. Immutable.
 *
 * @param claim what it last said of itself
 * @param accession how it came to accept writes
 * @param role what Baton decided that it is
 * @param epoch the epoch it last showed; null before its first answer
 * @param upstream whether it last said that it hears its primary; {@code LOST} only if it did before, while the primary
 *     answered us
 * @param instance the same for two addresses of one server; null when it cannot be told
 * @param generation raised whenever sessions on it must not be used any more; a lease of an older generation is dead
 * @param misses probes in a row that were not answered in time
 * @param failure why the last probe failed; null when it was answered or there was none yet
 * @param surveyed whether it was looked at since any node of the cluster answered; what was seen before proves nothing
 * @param why a sentence for people: what led to this state
 * @param dismissed the epoch that it showed when it was found to have left the cluster's history; it counts for nothing as long as it
 *     shows that one
 */
public record Node(
        NodeAddress address,
        Claim claim,
        Accession accession,
        Role role,
        Health health,
        @Nullable Epoch epoch,
        Upstream upstream,
        @Nullable String instance,
        long generation,
        int misses,
        @Nullable FailureKind failure,
        boolean surveyed,
        String why,
        @Nullable Epoch dismissed) {

    /** A node that nothing is known of yet. */
    public static Node unobserved(NodeAddress address) {
        return new Node(
                address,
                Claim.NONE,
                Accession.UNSEEN,
                Role.UNKNOWN,
                Health.DOWN,
                null,
                Upstream.UNKNOWN,
                null,
                0,
                0,
                null,
                false,
                "not probed yet",
                null);
    }

    /** One that somebody named and nobody waits for. */
    static Node hinted(NodeAddress address, String source) {
        return unobserved(address)
                .with(Role.UNKNOWN, Health.DOWN, 0, 0, null, true, "named by " + source + ", not probed yet");
    }

    /** One of the addresses that a name of the URL stands for since a while. Sessions of a former node there are dead. */
    static Node listed(NodeAddress address, String why, long generation) {
        return unobserved(address).with(Role.UNKNOWN, Health.DOWN, generation, 0, null, true, why + ", not probed yet");
    }

    /** One that is not a node any more: no session there is good, and nothing begins there. */
    static Node gone(NodeAddress address) {
        return unobserved(address)
                .with(Role.UNKNOWN, Health.DOWN, Long.MAX_VALUE, 0, null, true, "not a node any more");
    }

    public boolean isUp() {
        return health == Health.UP;
    }

    Node answering(Observation.Probed said, Topology topology) {
        boolean held = health == Health.HELD;
        // One that never heard its primary, for it reads an archive, cannot witness its end.
        boolean heardBefore = upstream == Upstream.HEARD || upstream == Upstream.LOST;
        Upstream hears = said.claim() == Claim.STANDBY && said.upstream() == Upstream.LOST && !heardBefore
                ? Upstream.NONE
                : said.upstream();
        boolean nothingNew = (isUp() || held)
                && failure == null
                && said.claim() == claim
                && said.epoch().equals(epoch);
        boolean replaced = isReplacedBy(said);
        String reason = nothingNew && !replaced ? why : "answers as " + said.claim() + " on " + said.epoch();
        return new Node(
                address,
                said.claim(),
                Accession.of(serverBefore(said, topology), said, topology),
                role,
                held ? Health.HELD : Health.UP,
                said.epoch(),
                hears,
                said.instance(),
                replaced ? generation + 1 : generation,
                0,
                null,
                true,
                reason,
                said.epoch().equals(dismissed) && !hearsForLong(said) ? dismissed : null);
    }

    /** What was known of the server that answers now: it may have been met at another address. */
    private Node serverBefore(Observation.Probed said, Topology topology) {
        if (instance == null || said.instance() == null || instance.equals(said.instance())) {
            return this;
        }
        Node elsewhere = Departed.find(said.instance(), topology.nodes());
        Node departed = Departed.find(said.instance(), topology.departed());
        return elsewhere != null ? elsewhere : departed != null ? departed : unobserved(address);
    }

    /** One that is refused by its upstream seems to hear it for the moment that this takes (PostgreSQL, measured). */
    private boolean hearsForLong(Observation.Probed said) {
        return said.upstream() == Upstream.HEARD && upstream == Upstream.HEARD;
    }

    /**
     * Whether another server answers at the address than before, because a name has moved or because it was started again
     * unseen. Sessions of before are with the former one, which may go on writing. Two standbys can be behind one name that
     * shares out readers; neither can be written to.
     */
    private boolean isReplacedBy(Observation.Probed said) {
        boolean another = instance != null && said.instance() != null && !instance.equals(said.instance());
        boolean onlyRead = claim == Claim.STANDBY && said.claim() == Claim.STANDBY;
        return another && !onlyRead && health != Health.DOWN;
    }

    Node suspected(int newMisses, @Nullable FailureKind newFailure, String reason) {
        Health doubted = health == Health.HELD ? Health.HELD : Health.SUSPECT;
        return with(role, doubted, generation, newMisses, newFailure, surveyed, reason);
    }

    /** A node that is down is out of use anyway, and may be well when it comes back. */
    Node held(String reason) {
        return health == Health.DOWN ? this : with(role, Health.HELD, generation, misses, failure, surveyed, reason);
    }

    Node released() {
        boolean held = health == Health.HELD;
        return held
                ? with(role, Health.SUSPECT, generation, misses, failure, surveyed, "released, not probed since")
                : this;
    }

    Node noWitness() {
        return upstream != Upstream.LOST || claim != Claim.STANDBY
                ? this
                : knowing(accession, Upstream.NONE, dismissed);
    }

    Node down(FailureKind newFailure, String reason) {
        long next = health == Health.DOWN ? generation : generation + 1;
        return with(role, Health.DOWN, next, 0, newFailure, true, reason);
    }

    /** Down already, and still silent: not yet long enough to conclude anything from it. */
    Node stillSilent(int newMisses, FailureKind newFailure, String reason) {
        return with(role, health, generation, newMisses, newFailure, surveyed, reason);
    }

    /**
     * Alive, since it gave the failure itself, but it did not say what it is. That ends a suspicion: the sessions that hold
     * the last slots are often the application's own, and to keep them waiting for a probe would keep the probe out.
     */
    Node refusingProbes(FailureKind newFailure, String reason) {
        Health alive = health == Health.SUSPECT ? Health.UP : health;
        return with(role, alive, generation, 0, newFailure, surveyed, reason);
    }

    /** What stood in the way of a probe is gone, it seems. */
    Node toBeProbedAgain() {
        return with(role, health, generation, misses, null, surveyed, "accepts logins again, not probed since");
    }

    /** What it last showed is not part of the cluster's history any more. */
    Node forgotten(String reason) {
        return new Node(
                address,
                Claim.NONE,
                Accession.UNSEEN,
                Role.UNKNOWN,
                health,
                null,
                Upstream.UNKNOWN,
                null,
                role == Role.UNKNOWN ? generation : generation + 1,
                misses,
                failure,
                surveyed,
                reason,
                epoch);
    }

    Node toBeSurveyed() {
        return with(role, health, generation, misses, failure, false, why);
    }

    Node as(Role newRole, String reason) {
        // What went wrong with the last probe is what people want to read.
        if (newRole == role && (health != Health.UP || failure != null)) {
            return this;
        }
        // Nobody can write on a standby that is behind for a moment, nor on one that is being promoted and not yet
        // writable:
        // the sessions that wait on it for that are wanted. Any other loss of a role ends what runs there.
        boolean harmless =
                newRole == role || role == Role.UNKNOWN || newRole == Role.PRIMARY || isReplicaWithoutWrites();
        long next = harmless ? generation : generation + 1;
        return with(newRole, health, next, misses, failure, surveyed, reason);
    }

    boolean isTheSameServerAs(Node other) {
        return instance != null && instance.equals(other.instance) && !address.equals(other.address);
    }

    private boolean isReplicaWithoutWrites() {
        return role == Role.REPLICA && (claim == Claim.STANDBY || claim == Claim.READ_ONLY);
    }

    Node with(Accession newAccession) {
        return knowing(newAccession, upstream, dismissed);
    }

    private Node knowing(Accession newAccession, Upstream newUpstream, @Nullable Epoch newDismissed) {
        return new Node(
                address,
                claim,
                newAccession,
                role,
                health,
                epoch,
                newUpstream,
                instance,
                generation,
                misses,
                failure,
                surveyed,
                why,
                newDismissed);
    }

    private Node with(
            Role newRole,
            Health newHealth,
            long newGeneration,
            int newMisses,
            @Nullable FailureKind newFailure,
            boolean newSurveyed,
            String reason) {
        return new Node(
                address,
                claim,
                accession,
                newRole,
                newHealth,
                epoch,
                upstream,
                instance,
                newGeneration,
                newMisses,
                newFailure,
                newSurveyed,
                reason,
                dismissed);
    }

    /** Whether it only listens, and nobody speaks: it neither writes nor follows anybody who does. */
    boolean isStandbyThatHearsNobody() {
        return claim == Claim.STANDBY && (upstream == Upstream.LOST || upstream == Upstream.NONE);
    }

    /** Until another node shows that the cluster is there after all. */
    boolean isDismissed(@Nullable Epoch accepted) {
        return dismissed != null
                && dismissed.equals(epoch)
                && (accepted == null || dismissed.against(accepted) == Epoch.Order.ABOVE);
    }

    Node acknowledged() {
        return dismissed == null ? this : knowing(accession, upstream, null);
    }

    @Override
    public String toString() {
        return address + " " + role + " " + health + (epoch == null ? "" : " " + epoch) + " (" + why + ")";
    }
}
