/* SPDX-License-Identifier: Apache-2.0 */
/** The JDBC driver and DataSource. Everything under {@code internal} is free to change. */
@SuppressWarnings("module") // io.baton.pool is compiled later
module io.baton.driver {
    requires transitive io.baton.topology;
    requires transitive java.sql;
    requires java.management;
    requires org.slf4j;
    requires static org.jspecify;
    requires static org.postgresql.jdbc;

    exports io.baton.driver;
    exports io.baton.driver.internal.cluster to
            io.baton.pool;
    exports io.baton.driver.internal.config to
            io.baton.pool;
    exports io.baton.driver.internal.jdbc to
            io.baton.pool;
    exports io.baton.driver.internal.queue to
            io.baton.pool;
    exports io.baton.driver.internal.session to
            io.baton.pool;

    provides java.sql.Driver with
            io.baton.driver.BatonDriver;
}
