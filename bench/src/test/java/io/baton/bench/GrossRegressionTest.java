/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.bench.calls.CallResult;
import io.baton.bench.calls.CallRun;
import io.baton.bench.calls.Contender;
import io.baton.bench.calls.Operation;
import io.baton.bench.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A short benchmark on whatever machine this is. HikariCP's proxy is measured beside Baton and stands for the speed of the
 * machine, so that the ratio of the two can be compared with the one that was written down elsewhere.
 */
final class GrossRegressionTest {

    private static final Path WRITTEN_DOWN = Path.of("..", "docs", "performance.json");

    /** Far more than a busy machine does to a ratio. */
    private static final double GROSS = 3;

    /** A ratio below it was the compiler's luck: whose loop is inlined differs from JVM to JVM. */
    private static final double LEAST = 1;

    /** What threads beside the measuring one may add to an operation that is slowed down. */
    private static final double BACKGROUND_BYTES = 100;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void should_not_cost_several_times_what_was_written_down() {
        List<CallResult> before =
                Objects.requireNonNull(Report.read(WRITTEN_DOWN).calls()).results();

        List<CallResult> now = CallRun.run(CallRun.Extent.smoke(), false);

        for (Operation operation :
                now.stream().map(CallResult::operation).distinct().toList()) {
            double ratioBefore = ratio(before, operation);
            double ratioNow = ratio(now, operation);
            double bytesBefore = of(before, operation, Contender.BATON).bytes();
            double bytesNow = of(now, operation, Contender.BATON).bytes();
            System.out.printf(
                    Locale.ROOT,
                    "%s: Baton takes %.2f times HikariCP's processor time and %.0f B (written down: %.2f times, %.0f B)%n",
                    operation.label(),
                    ratioNow,
                    bytesNow,
                    ratioBefore,
                    bytesBefore);
            assertThat(ratioNow).as(operation.label()).isLessThan(GROSS * Math.max(LEAST, ratioBefore));
            assertThat(bytesNow).as(operation.label()).isLessThan(GROSS * bytesBefore + BACKGROUND_BYTES);
        }
    }

    private static double ratio(List<CallResult> results, Operation operation) {
        return of(results, operation, Contender.BATON).cpuNs()
                / of(results, operation, Contender.HIKARI).cpuNs();
    }

    private static CallResult of(List<CallResult> results, Operation operation, Contender contender) {
        return results.stream()
                .filter(result ->
                        result.operation() == operation && result.contender() == contender && result.vendors() == 1)
                .findFirst()
                .orElseThrow();
    }
}
