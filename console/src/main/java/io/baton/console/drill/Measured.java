/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was recorded while the load ran.
 *
 * @param writesPerStep acknowledged writes in each tenth of a second
 * @param staleRows the rows of a superseded primary that was up beside the new one; null when there was none
 * @param problems what went wrong in words, apart from what the figures show
 */
record Measured(
        TurningPoints moments,
        Ledger.Account account,
        List<Long> writesPerStep,
        PoolFigures pool,
        @Nullable List<StaleRow> staleRows,
        List<String> problems) {

    /**
     * What HikariCP did.
     *
     * @param opened connections since it started; as many as there are threads in a drill without a fault
     * @param evicted connections that it threw away
     * @param atEnd connections that it held when the load had stopped
     */
    record PoolFigures(long opened, long evicted, int atEnd) {}
}
