/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.calls;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time of the measuring thread per operation. Nothing here waits, so on a machine with nothing else to do it
 * is the time on the clock; on a busy one it is still the cost of the operation, which the time on the clock is not.
 */
public final class CpuTime implements InternalProfiler {

    /** The name of the result, in ns. */
    static final String LABEL = "cpu";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long before;

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = ofWorkers();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double nanos = ofWorkers() - before;
        long operations = Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult(LABEL, nanos / operations, "ns/op", AggregationPolicy.AVG));
    }

    /** There is one; its thread outlives the iterations. */
    private static long ofWorkers() {
        long[] ids = Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().contains("jmh-worker"))
                .mapToLong(thread -> thread.getThreadId())
                .toArray();
        return Arrays.stream(THREADS.getThreadCpuTime(ids))
                .filter(time -> time > 0)
                .sum();
    }

    @Override
    public String getDescription() {
        return "processor time of the measuring thread";
    }
}
