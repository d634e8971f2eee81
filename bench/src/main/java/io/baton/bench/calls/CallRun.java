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

    /** Who is compared where the wrappers have met several drivers. */
    private static final List<Contender> WORST_CASE = List.of(Contender.RAW, Contender.HIKARI, Contender.BATON);

    /**
     * How much is run.
     *
     * @param vendors how many drivers' classes the wrappers meet first
     * @param forks JVMs for each pair of operation and contender
     */
    public record Extent(
            List<Operation> operations,
            List<Contender> contenders,
            int vendors,
            int forks,
            int warmups,
            int iterations,
            TimeValue time) {

        private static Extent of(List<Contender> contenders, int vendors, int forks, int iterations) {
            List<Operation> all = List.of(Operation.values());
            return new Extent(all, contenders, vendors, forks, iterations, iterations, TimeValue.milliseconds(500));
        }

        /** Figures that are worth writing down. */
        public static List<Extent> full() {
            return List.of(of(List.of(Contender.values()), 1, 3, 6), of(WORST_CASE, 3, 3, 6));
        }

        /** Figures for a look. */
        public static List<Extent> quick() {
            return List.of(of(List.of(Contender.values()), 1, 1, 5), of(WORST_CASE, 3, 1, 5));
        }

        /** Enough to see a gross regression. */
        public static List<Extent> smoke() {
            return List.of(new Extent(
                    List.of(Operation.CYCLE, Operation.ROWS, Operation.TRANSACTION),
                    List.of(Contender.HIKARI, Contender.BATON),
                    1,
                    1,
                    3,
                    3,
                    TimeValue.milliseconds(500)));
        }
    }

    /**
     * Runs that much.
     *
     * @param show whether JMH tells what it does
     */
    public static List<CallResult> run(List<Extent> extents, boolean show) {
        return extents.stream()
                .flatMap(extent -> run(extent, show).stream())
                .map(CallRun::result)
                .toList();
    }

    private static Collection<RunResult> run(Extent extent, boolean show) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .forks(extent.forks())
                .warmupIterations(extent.warmups())
                .warmupTime(extent.time())
                .measurementIterations(extent.iterations())
                .measurementTime(extent.time())
                .param("contender", extent.contenders().stream().map(Enum::name).toArray(String[]::new))
                .param("vendors", Integer.toString(extent.vendors()))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTime.class)
                .shouldFailOnError(true)
                .verbosity(show ? VerboseMode.NORMAL : VerboseMode.SILENT)
                .jvmArgsPrepend("-Djmh.ignoreLock=true");
        for (Operation operation : extent.operations()) {
            options.include(CallBenchmark.class.getName() + "." + operation.method() + "$");
        }
        try {
            return new Runner(options.build()).run();
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
                Integer.parseInt(run.getParams().getParam("vendors")),
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
