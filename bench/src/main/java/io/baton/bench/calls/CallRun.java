/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.calls;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs {@link CallBenchmark}, each pair of operation and contender in JVMs of its own. */
public final class CallRun {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private CallRun() {}

    /**
     * How much is run.
     *
     * @param forks JVMs for each pair
     */
    public record Extent(
            List<Operation> operations,
            List<Contender> contenders,
            int forks,
            int warmups,
            int iterations,
            TimeValue time) {

        /** All pairs, for figures that are worth writing down. */
        public static Extent full() {
            return new Extent(List.of(Operation.values()), List.of(Contender.values()), 3, 4, 5, TimeValue.seconds(1));
        }

        /** All pairs, for a look. */
        public static Extent quick() {
            return new Extent(List.of(Operation.values()), List.of(Contender.values()), 1, 3, 3, TimeValue.seconds(1));
        }

        /** Enough to see a gross regression. */
        public static Extent smoke() {
            return new Extent(
                    List.of(Operation.CYCLE, Operation.ROWS, Operation.TRANSACTION),
                    List.of(Contender.HIKARI, Contender.BATON),
                    1,
                    3,
                    3,
                    TimeValue.milliseconds(500));
        }
    }

    /**
     * Runs that much.
     *
     * @param show whether JMH tells what it does
     */
    public static List<CallResult> run(Extent extent, boolean show) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(extent.forks())
                .warmupIterations(extent.warmups())
                .warmupTime(extent.time())
                .measurementIterations(extent.iterations())
                .measurementTime(extent.time())
                .param("contender", extent.contenders().stream().map(Enum::name).toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTime.class)
                .shouldFailOnError(true)
                .verbosity(show ? VerboseMode.NORMAL : VerboseMode.SILENT)
                .jvmArgsPrepend("-Djmh.ignoreLock=true");
        for (Operation operation : extent.operations()) {
            options.include(CallBenchmark.class.getName() + "." + operation.method() + "$");
        }
        try {
            Collection<RunResult> results = new Runner(options.build()).run();
            return results.stream().map(CallRun::result).toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH could not run: " + e.getMessage(), e);
        }
    }

    private static CallResult result(RunResult run) {
        String name = run.getParams().getBenchmark();
        Statistics cpu = secondary(run, CpuTime.LABEL);
        Statistics bytes = secondary(run, ALLOCATED);
        return new CallResult(
                Operation.ofMethod(name.substring(name.lastIndexOf('.') + 1)),
                Contender.valueOf(run.getParams().getParam("contender")),
                median(cpu),
                error(cpu),
                median(run.getPrimaryResult().getStatistics()),
                median(bytes),
                error(bytes));
    }

    private static Statistics secondary(RunResult run, String label) {
        Result<?> found = run.getSecondaryResults().get(label);
        if (found == null) {
            throw new IllegalStateException("JMH measured no " + label + " but "
                    + run.getSecondaryResults().keySet());
        }
        return found.getStatistics();
    }

    private static double median(Statistics of) {
        return of.getPercentile(50);
    }

    private static double error(Statistics of) {
        return of.getMeanErrorAt(0.999);
    }
}
