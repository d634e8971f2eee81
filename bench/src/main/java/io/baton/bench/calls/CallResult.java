/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.calls;

/**
 * What one operation costs with one contender.
 *
 * @param vendors how many drivers' classes the wrappers have met in that JVM
 * @param cpuNs processor time of an operation: the median of all iterations
 * @param cpuErrorNs half of the 99.9 % confidence interval of the mean
 * @param wallNs time on the clock, median; more than {@code cpuNs} where others used the machine
 * @param bytes allocated in an operation, median
 * @param bytesError half of the 99.9 % confidence interval of the mean
 */
public record CallResult(
        Operation operation,
        Contender contender,
        int vendors,
        double cpuNs,
        double cpuErrorNs,
        double wallNs,
        double bytes,
        double bytesError) {}
