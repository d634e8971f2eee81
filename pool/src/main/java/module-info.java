/* SPDX-License-Identifier: Apache-2.0 */
/** A DataSource that keeps sessions to every node open, so that a failover needs no login. */
module io.baton.pool {
    requires transitive com.zaxxer.hikari;
    requires transitive io.baton.driver;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.baton.pool;
}
