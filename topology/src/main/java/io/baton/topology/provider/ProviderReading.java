/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.provider;

import io.baton.topology.Claim;
import io.baton.topology.Epoch;
import io.baton.topology.Health;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From what a provider says to observations. Remembers what it said before, and what was held because of it. Confined to one
 * thread; knows no clock.
 */
final class ProviderReading {

    private final String source;
    private final ProviderSettings settings;
    private @Nullable NodeAddress named;
    private Instant namedSince = Instant.MIN;
    /** Since when another accepts writes on a higher epoch than the one that is named. */
    private @Nullable Instant contradictedSince;

    private @Nullable NodeAddress held;
    private Instant heldUntil = Instant.MAX;
    private @Nullable Instant planned;
    private @Nullable Instant served;

    ProviderReading(String source, ProviderSettings settings) {
        this.source = source;
        this.settings = settings;
    }

    /** What follows from an answer. */
    List<Observation> answered(Hints hints, Topology topology, Instant now) {
        List<Observation> observations = new ArrayList<>();
        if (settings.addsNodes()) {
            hints.nodes().stream()
                    .filter(address -> topology.find(address).isEmpty())
                    .forEach(address -> observations.add(new Observation.Listed(address, source)));
        }
        if (hints.primary() != null) {
            names(hints.primary(), topology, now, observations);
        } else {
            observations.addAll(failed());
        }
        boolean calledOff = planned != null && hints.switchoverAt() == null && now.isBefore(planned);
        if (calledOff && held != null) {
            heldUntil = now;
        }
        planned = hints.switchoverAt();
        hold(topology, now).ifPresent(observations::add);
        return observations;
    }

    /** A break: what it says next is not what it has said all the time. */
    List<Observation> failed() {
        List<Observation> unnamed = named == null ? List.of() : List.of(new Observation.Unnamed(named));
        named = null;
        contradictedSince = null;
        return unnamed;
    }

    /**
     * What follows from the time that passed. Also when the provider does not answer at this moment, as it may well be while
     * it prepares for what it has planned.
     */
    List<Observation> waited(Topology topology, Instant now) {
        return hold(topology, now).map(List::of).orElseGet(() -> release(topology, now));
    }

    private List<Observation> release(Topology topology, Instant now) {
        Node node = held == null ? null : topology.find(held).orElse(null);
        if (node == null) {
            return List.of();
        }
        Node primary = topology.primaryEvenIfDown();
        boolean handedOver = primary != null && !primary.equals(node);
        if (!handedOver && !now.isAfter(heldUntil) && node.health() == Health.HELD) {
            return List.of();
        }
        held = null;
        return List.of(new Observation.Released(node.address(), node.generation()));
    }

    /** Whether a switchover is near enough to look closely. */
    boolean isNear(Instant now) {
        return isDueBy(now.plus(settings.interval()));
    }

    /** How long until the primary has to be held; null when that is farther than an answer may take, so that one can ask. */
    @Nullable
    Duration untilDue(Instant now) {
        return planned != null && isDueBy(now.plus(settings.timeout()))
                ? Duration.between(now, planned.minus(settings.drainBefore()))
                : null;
    }

    private boolean isDueBy(Instant moment) {
        return planned != null && !planned.equals(served) && !moment.isBefore(planned.minus(settings.drainBefore()));
    }

    private void names(NodeAddress primary, Topology topology, Instant now, List<Observation> observations) {
        if (!primary.equals(named)) {
            boolean changed = named != null;
            named = primary;
            namedSince = now;
            Node other = topology.primary();
            if (changed && other != null && !other.address().equals(primary)) {
                String why = source + " names " + primary + " as the primary";
                observations.add(new Observation.Suspected(other.address(), other.generation(), why));
            }
        }
        if (!primary.equals(topology.named())) {
            observations.add(new Observation.Named(primary, source));
        }
        Optional<Node> node = topology.find(primary);
        boolean contradicted = node.isPresent() && isPromotedBeyond(topology, node.get());
        contradictedSince = !contradicted ? null : contradictedSince == null ? now : contradictedSince;
        if (node.isPresent() && isLongSince(namedSince, now)) {
            boolean insists = contradictedSince != null && isLongSince(contradictedSince, now);
            observations.add(new Observation.Confirmed(primary, node.get().generation(), source, insists));
        }
    }

    private boolean isLongSince(Instant moment, Instant now) {
        return Duration.between(moment, now).compareTo(settings.confirmAfter()) >= 0;
    }

    private static boolean isPromotedBeyond(Topology topology, Node named) {
        return named.epoch() != null
                && topology.nodes().stream()
                        .anyMatch(other -> other.isUp()
                                && other.claim() == Claim.WRITABLE
                                && other.epoch() != null
                                && other.epoch().against(named.epoch()) == Epoch.Order.ABOVE);
    }

    private Optional<Observation> hold(Topology topology, Instant now) {
        Node primary = topology.primary();
        if (planned == null || primary == null || !isDueBy(now)) {
            return Optional.empty();
        }
        served = planned;
        held = primary.address();
        heldUntil = planned.plus(settings.drainAtMost());
        String why = source + " plans a switchover at " + planned;
        return Optional.of(new Observation.Held(primary.address(), primary.generation(), why));
    }
}
