/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.pool;

import java.time.Duration;

/**
 * How large the pool of each node is.
 *
 * @param maximumPoolSize connections to one node, lent and idle
 * @param minimumIdle idle connections that are kept open to each node
 * @param connectionTimeout how long to wait for one to be returned when all are lent
 */
record PoolSettings(int maximumPoolSize, int minimumIdle, Duration connectionTimeout) {

    static final PoolSettings DEFAULT = new PoolSettings(10, 2, Duration.ofSeconds(30));

    PoolSettings {
        require(maximumPoolSize >= 1, "maximumPoolSize " + maximumPoolSize + " is less than 1");
        require(minimumIdle >= 0, "minimumIdle " + minimumIdle + " is negative");
        require(!connectionTimeout.isNegative(), "connectionTimeout " + connectionTimeout + " is negative");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    PoolSettings withMaximumPoolSize(int value) {
        return new PoolSettings(value, minimumIdle, connectionTimeout);
    }

    PoolSettings withMinimumIdle(int value) {
        return new PoolSettings(maximumPoolSize, value, connectionTimeout);
    }

    PoolSettings withConnectionTimeout(Duration value) {
        return new PoolSettings(maximumPoolSize, minimumIdle, value);
    }
}
