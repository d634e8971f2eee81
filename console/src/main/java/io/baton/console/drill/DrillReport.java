/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.baton.console.drill.Outages.Spread;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a drill, and the form of the JSON file. Moments are in milliseconds since {@code startedAt}; a value is
 * null when what it measures did not happen.
 *
 * @param problems why the drill failed, in words; empty when it passed
 * @param writesPer100Ms acknowledged writes over time
 */
public record DrillReport(
        int schemaVersion,
        Instant startedAt,
        boolean passed,
        List<String> problems,
        Settings settings,
        Moments moments,
        Durations durations,
        Clients clients,
        Integrity integrity,
        Measured.PoolFigures pool,
        List<WriterOutage> writers,
        List<Timeline.Event> events,
        List<Long> writesPer100Ms) {

    private static final int SCHEMA_VERSION = 1;

    /** What was asked for, and on what it ran. */
    public record Settings(
            String fault,
            int seconds,
            int writers,
            int readers,
            boolean synchronousCommit,
            String client,
            String postgresql,
            String java) {}

    /** See {@link TurningPoints}. */
    public record Moments(
            @Nullable Double faultMs,
            @Nullable Double faultLandedMs,
            @Nullable Double promotionOrderedMs,
            @Nullable Double writableMs,
            @Nullable Double acceptsWritesMs,
            @Nullable Double suspectedMs,
            @Nullable Double verdictMs,
            @Nullable Double downMs,
            @Nullable Double newPrimaryKnownMs) {}

    /**
     * The figures that matter.
     *
     * @param faultToSuspectedMs until Baton held writes to the old primary back
     * @param faultToVerdictMs until Baton gave the old primary up: it is down, or was superseded
     * @param faultToDownMs until Baton said that it is down, whatever else it knew by then
     * @param writableToNewPrimaryKnownMs below 0 when Baton knew first
     * @param writerOutage from the fault to each writer's next acknowledged write
     * @param writableToNextWrite from when the new primary executed writes to the same
     * @param acceptsWritesToNextWrite from when it also acknowledged them to the same
     * @param longestReadGapMs the longest time that a reader went without an answer, over the whole run
     */
    public record Durations(
            @Nullable Double faultToSuspectedMs,
            @Nullable Double faultToVerdictMs,
            @Nullable Double faultToDownMs,
            @Nullable Double faultToAcceptsWritesMs,
            @Nullable Double writableToNewPrimaryKnownMs,
            @Nullable Spread writerOutage,
            @Nullable Spread writableToNextWrite,
            @Nullable Spread acceptsWritesToNextWrite,
            double longestReadGapMs) {}

    /**
     * What the application saw.
     *
     * @param transactionsLost tries that had begun and did not take effect
     * @param transactionsRetried those of them of which the application was told so by a 40001
     */
    public record Clients(
            long acknowledgedWrites,
            long reads,
            Map<String, Long> writeErrorsBySqlState,
            Map<String, Long> readErrorsBySqlState,
            long transactionsLost,
            long transactionsRetried,
            long unknownOutcomes,
            long unknownResolvedCommitted,
            long unknownResolvedAbsent) {}

    static DrillReport of(
            DrillSettings settings,
            String postgresql,
            String client,
            Instant startedAt,
            Measured measured,
            Found found,
            List<Timeline.Event> events) {
        TurningPoints at = measured.moments();
        Ledger.Account account = measured.account();
        Integrity integrity = Verifier.check(account.attempts(), found, measured.staleRows(), at.endOfOldPrimary());
        // A write that was acknowledged but is not there, in a superseded primary perhaps, does not end an outage.
        List<Attempt> there = account.attempts().stream()
                .filter(attempt -> found.copies().containsKey(attempt.row()))
                .toList();
        List<WriterOutage> writers = Outages.perWriter(settings.writers(), there, at);
        List<String> problems = new ArrayList<>(measured.problems());
        problems.addAll(Verdict.problems(integrity, writers));
        return new DrillReport(
                SCHEMA_VERSION,
                startedAt,
                problems.isEmpty(),
                problems,
                describe(settings, client, postgresql),
                moments(at),
                durations(at, writers, account),
                clients(account, integrity),
                integrity,
                measured.pool(),
                writers,
                events,
                measured.writesPerStep());
    }

    private static Settings describe(DrillSettings settings, String client, String postgresql) {
        return new Settings(
                settings.fault().label(),
                settings.seconds(),
                settings.writers(),
                settings.readers(),
                settings.synchronousCommit(),
                client,
                postgresql,
                Runtime.version().toString());
    }

    private static Moments moments(TurningPoints at) {
        return new Moments(
                Outages.between(0, at.fault()),
                Outages.between(0, at.faultLanded()),
                Outages.between(0, at.promotionOrdered()),
                Outages.between(0, at.writable()),
                Outages.between(0, at.acceptsWrites()),
                Outages.between(0, at.suspected()),
                Outages.between(0, at.verdict()),
                Outages.between(0, at.down()),
                Outages.between(0, at.newPrimaryKnown()));
    }

    private static Durations durations(TurningPoints at, List<WriterOutage> writers, Ledger.Account account) {
        return new Durations(
                Outages.between(at.fault(), at.suspected()),
                Outages.between(at.fault(), at.verdict()),
                Outages.between(at.fault(), at.down()),
                Outages.between(at.fault(), at.acceptsWrites()),
                Outages.between(at.writable(), at.newPrimaryKnown()),
                Outages.spread(writers, WriterOutage::outageMs),
                Outages.spread(writers, WriterOutage::afterWritableMs),
                Outages.spread(writers, WriterOutage::afterAcceptsWritesMs),
                DrillClock.toMs(account.longestReadGap()));
    }

    private static Clients clients(Ledger.Account account, Integrity integrity) {
        return new Clients(
                integrity.acknowledged(),
                account.reads(),
                account.writeErrors(),
                account.readErrors(),
                account.attempts().stream()
                        .filter(attempt -> !attempt.isAcknowledged())
                        .count(),
                account.writeErrors().getOrDefault("40001", 0L),
                account.writeErrors().getOrDefault("08007", 0L),
                account.unknownCommitted(),
                account.unknownAbsent());
    }

    /** 0 when everything held that a drill checks, else 1. */
    @JsonIgnore
    int exitStatus() {
        return passed ? 0 : 1;
    }
}
