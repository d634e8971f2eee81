/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.race;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.baton.console.drill.Client;
import io.baton.pool.WarmDataSource;
import javax.sql.DataSource;

/** Baton with a pool per node below, and as many idle connections to each standby as there are threads. */
record WarmClient(String suffix) implements Client {

    @Override
    public String describe(String hosts) {
        return "a WarmDataSource on " + url(hosts);
    }

    private String url(String hosts) {
        return "jdbc:baton:postgresql://" + hosts + suffix;
    }

    @Override
    public Opened open(String hosts, int threads) {
        WarmDataSource source = new WarmDataSource();
        source.setUrl(url(hosts));
        source.setUser("app");
        source.setPassword("app");
        source.setMaximumPoolSize(threads);
        source.setMinimumIdle(threads);
        return new Warm(source);
    }

    private record Warm(WarmDataSource source) implements Opened {
        @Override
        public DataSource dataSource() {
            return source;
        }

        @Override
        public int connections() {
            return source.pools().values().stream()
                    .mapToInt(HikariPoolMXBean::getTotalConnections)
                    .sum();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
