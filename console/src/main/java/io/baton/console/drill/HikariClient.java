/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * HikariCP on a driver. As in most applications: nothing is set but where to, as whom, and how many.
 *
 * @param prefix of the URL, up to the hosts
 * @param suffix of the URL, from the slash after the hosts
 * @param more what the driver's documentation asks for beyond that
 */
public record HikariClient(String prefix, String suffix, Consumer<HikariConfig> more) implements Client {

    /** Baton, which asks for nothing. */
    public static final HikariClient BATON = new HikariClient("jdbc:baton:postgresql://", "/app", config -> {});

    @Override
    public String describe(String hosts) {
        return "one HikariCP on " + url(hosts);
    }

    private String url(String hosts) {
        return prefix + hosts + suffix;
    }

    @Override
    public Opened open(String hosts, int threads) {
        return openUrl(url(hosts), threads);
    }

    Opened openUrl(String jdbcUrl, int threads) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername("app");
        config.setPassword("app");
        config.setMaximumPoolSize(threads);
        more.accept(config);
        return new Pool(new HikariDataSource(config));
    }

    private record Pool(HikariDataSource pool) implements Opened {
        @Override
        public DataSource dataSource() {
            return pool;
        }

        @Override
        public int connections() {
            return pool.getHikariPoolMXBean().getTotalConnections();
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
