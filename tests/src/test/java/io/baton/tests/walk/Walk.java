/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.walk;

import io.baton.lab.Relay;
import io.baton.tests.walk.WalkState.Step;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through a number of accidents and mends that a seed chooses, with writers all the time. After each step writes have to be
 * possible where the operator says so, and what is acknowledged from then on has to be there alone.
 */
final class Walk {

    private static final Logger LOG = LoggerFactory.getLogger(Walk.class);

    /** Longer than any verdict takes. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What it takes to notice that a silent primary is dead, or that another was promoted. More is needless. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(5);

    private static final Duration REST = Duration.ofMillis(700);

    private final WalkServers servers;
    private final Random random;
    private final WalkState state;
    private final List<Relay> relays = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private Duration needless = Duration.ZERO;
    private Duration longest = Duration.ZERO;

    Walk(WalkServers servers, long seed) {
        this.servers = servers;
        this.random = new Random(seed);
        this.state = new WalkState(servers.size());
    }

    /** What it has found: nothing, if all is well. */
    List<String> go(int steps, Duration atMost) throws SQLException {
        for (int node = 0; node < servers.size(); node++) {
            relays.add(relay(node, 0));
        }
        String hosts = relays.stream().map(relay -> "127.0.0.1:" + relay.port()).collect(Collectors.joining(","));
        long began = System.nanoTime();
        try (WalkWriters writers = new WalkWriters(servers.url(hosts), servers.whereQuery(), 3)) {
            check(writers, "start");
            while (done.size() < steps && System.nanoTime() - began < atMost.toNanos()) {
                List<Step> possible = state.possible(servers.hasStrays());
                Step step = possible.get(random.nextInt(possible.size()));
                done.add(step.toString());
                perform(step);
                state.happened(step);
                LOG.info("step {}, {}: {}", done.size(), step, state);
                check(writers, step + " -> " + state);
            }
            System.out.printf(
                    "%d steps in %d s, %d writes, errors %s, %d violations, needless seconds without writes %.1f, longest wait %.1f s: %s%n",
                    done.size(),
                    (System.nanoTime() - began) / 1_000_000_000,
                    writers.count(),
                    writers.errors(),
                    violations.size(),
                    needless.toMillis() / 1000.0,
                    longest.toMillis() / 1000.0,
                    done);
        } finally {
            relays.forEach(Relay::close);
        }
        return violations;
    }

    private Relay relay(int node, int port) {
        return Relay.at(
                "127.0.0.1",
                port,
                servers.name(node),
                "127.0.0.1",
                servers.server(node).port());
    }

    private void perform(Step step) {
        int node = step.node();
        switch (step.act()) {
            case STOP -> servers.server(node).stopFast();
            case KILL -> servers.server(node).kill();
            case START -> start(node);
            case FREEZE -> servers.server(node).freeze();
            case THAW -> servers.server(node).thaw();
            case CUT_OFF -> relays.get(node).close();
            case RECONNECT -> relays.set(node, relay(node, relays.get(node).port()));
            case PROMOTE, PROMOTE_BY_MISTAKE -> servers.promote(node);
            case LOSE_PROTECTION -> servers.stray(node, true);
            case RESTORE -> servers.restore(node);
        }
    }

    /**
     * One that has no protection comes back without it. Here it is switched off after the start, which nobody may see: it would be a
     * promotion in a hurry.
     */
    private void start(int node) {
        boolean unseen = state.isUnprotected(node) && !state.isCutOff(node);
        if (unseen) {
            relays.get(node).close();
        }
        servers.server(node).start();
        if (unseen) {
            relays.set(node, relay(node, relays.get(node).port()));
        }
    }

    private void check(WalkWriters writers, String after) throws SQLException {
        String primary = state.areWritesPossible() ? servers.mark(state.primary()) : "nowhere";
        long settled = System.nanoTime();
        if (state.areWritesPossible()) {
            Duration waited = writers.awaitOne(primary, LIMIT);
            if (waited == null) {
                violations.add("no write within " + LIMIT.toSeconds() + " s after " + after);
                waited = LIMIT;
            }
            settled = System.nanoTime();
            longest = waited.compareTo(longest) > 0 ? waited : longest;
            if (waited.compareTo(TO_NOTICE) > 0) {
                needless = needless.plus(waited).minus(TO_NOTICE);
                LOG.warn("{} ms without a write after {}", waited.toMillis(), after);
            }
        }
        long from = settled;
        Awaitility.await().pollDelay(REST).until(() -> true);
        List<WalkWriters.Written> wrong = writers.since(from).stream()
                .filter(one -> !one.where().equals(primary))
                .toList();
        if (!wrong.isEmpty()) {
            violations.add(wrong.size() + " writes elsewhere, first " + wrong.get(0) + ", instead of " + primary
                    + " after " + after);
        }
        if (state.areWritesPossible()) {
            checkThatAllAreThere(writers.since(from), after);
        }
    }

    private void checkThatAllAreThere(List<WalkWriters.Written> acknowledged, String after) throws SQLException {
        if (acknowledged.isEmpty()) {
            return;
        }
        String ids = acknowledged.stream().map(one -> Long.toString(one.id())).collect(Collectors.joining(","));
        try (Connection connection = servers.server(state.primary()).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COUNT(*), COUNT(DISTINCT id) FROM entry WHERE id IN (" + ids + ")")) {
            row.next();
            if (row.getInt(1) != acknowledged.size() || row.getInt(2) != acknowledged.size()) {
                violations.add(acknowledged.size() + " acknowledged, " + row.getInt(1) + " rows of " + row.getInt(2)
                        + " there after " + after);
            }
        }
    }
}
