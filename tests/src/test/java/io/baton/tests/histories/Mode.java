/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.pool.WarmDataSource;
import java.sql.DriverManager;

/** A way to use Baton. */
enum Mode {
    DEFAULTS,
    LEDGER("&baton.commitOutcome=ledger"),
    PROTECTED("&baton.autocommit=protected"),
    PROTECTED_BY_THE_LEDGER("&baton.autocommit=protected&baton.commitOutcome=ledger"),
    /** HikariCP on Baton. */
    POOL_ABOVE {
        @Override
        Source open(String url, int clients) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setMaximumPoolSize(clients);
            HikariDataSource pool = new HikariDataSource(config);
            return new Source(pool::getConnection, true, pool);
        }
    },
    /** A pool of sessions under Baton. */
    POOL_BELOW {
        @Override
        Source open(String url, int clients) {
            WarmDataSource pool = new WarmDataSource();
            pool.setUrl(url);
            pool.setMaximumPoolSize(clients);
            return new Source(pool::getConnection, true, pool);
        }
    },
    /** A part of the clients reads on replicas. */
    REPLICAS,
    NO_REPLAY("&baton.replay=off");

    private final String options;

    Mode() {
        this("");
    }

    Mode(String options) {
        this.options = options;
    }

    Source open(String url, int clients) {
        return Source.of(() -> DriverManager.getConnection(url + options));
    }

    int readers(int clients) {
        return this == REPLICAS ? clients / 3 : 0;
    }
}
