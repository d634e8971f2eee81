/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import io.baton.console.drill.Outages.Spread;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The summary for people. */
final class ReportPrinter {

    private final Screen screen;

    ReportPrinter(Screen screen) {
        this.screen = screen;
    }

    void print(DrillReport report) {
        screen.line("");
        verdict(report);
        durations(report.durations(), report.moments());
        clients(report.clients());
        integrity(report.integrity());
        Measured.PoolFigures pool = report.pool();
        row(
                "connections of the pool",
                pool.opened() + " opened, " + pool.evicted() + " thrown away, " + pool.atEnd() + " at the end");
    }

    private void verdict(DrillReport report) {
        if (report.passed()) {
            screen.line(Screen.Tone.GOOD, "PASSED: nothing acknowledged was lost or doubled, every writer came back");
        } else {
            screen.line(Screen.Tone.BAD, "FAILED: " + String.join("; ", report.problems()));
        }
    }

    private void durations(DrillReport.Durations durations, DrillReport.Moments moments) {
        row("fault to Baton's suspicion", ms(durations.faultToSuspectedMs()) + landing(moments));
        row(
                "fault to Baton's verdict",
                ms(durations.faultToVerdictMs()) + " (given up), " + ms(durations.faultToDownMs()) + " (down)");
        row("fault to new primary writable", ms(moments.faultMs(), moments.writableMs()));
        row("  from then to Baton's knowing", ms(durations.writableToNewPrimaryKnownMs()));
        row("  from then to a writer's next write", spread(durations.writableToNextWrite()));
        row("fault to new primary accepts writes", ms(durations.faultToAcceptsWritesMs()) + " (acknowledged)");
        row("  from then to a writer's next write", spread(durations.acceptsWritesToNextWrite()));
        row("outage of a writer, from the fault", spread(durations.writerOutage()));
        row("longest wait of a reader", ms(durations.longestReadGapMs()));
    }

    private void clients(DrillReport.Clients clients) {
        row("errors seen by writers", states(clients.writeErrorsBySqlState()));
        row("errors seen by readers", states(clients.readErrorsBySqlState()));
        row("transactions retried (40001)", Long.toString(clients.transactionsRetried()));
        row(
                "unknown outcomes (08007)",
                clients.unknownOutcomes() + " (found " + clients.unknownResolvedCommitted() + ", not there "
                        + clients.unknownResolvedAbsent() + ")");
    }

    private void integrity(Integrity integrity) {
        row("writes acknowledged / rows found", integrity.acknowledged() + " / " + integrity.found());
        row("  missing", Long.toString(integrity.missing()));
        row("  duplicates", Long.toString(integrity.duplicates()));
        row("  half transactions", Long.toString(integrity.halfTransactions()));
        Long stale = integrity.staleWrites();
        row("writes to a stale node", stale == null ? "- (this fault leaves none)" : stale.toString());
    }

    private void row(String name, String value) {
        screen.line(String.format(Locale.ROOT, "  %-38s %s", name, value));
    }

    private static String ms(@Nullable Double value) {
        return value == null ? "never" : String.format(Locale.ROOT, "%,.1f ms", value);
    }

    private static String ms(@Nullable Double from, @Nullable Double to) {
        return ms(from == null || to == null ? null : (Double) (to - from));
    }

    private static String spread(@Nullable Spread spread) {
        return spread == null ? "never" : "median " + ms(spread.medianMs()) + ", worst " + ms(spread.worstMs());
    }

    /** Breaking a server takes time itself: its processes are found and ended one by one. */
    private static String landing(DrillReport.Moments moments) {
        return " (breaking the server took " + ms(moments.faultMs(), moments.faultLandedMs()) + ")";
    }

    private static String states(Map<String, Long> errors) {
        return errors.isEmpty()
                ? "none"
                : errors.entrySet().stream()
                        .map(error -> error.getKey() + " x " + error.getValue())
                        .collect(Collectors.joining(", "));
    }
}
