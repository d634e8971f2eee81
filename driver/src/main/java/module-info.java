/* SPDX-License-Identifier: Apache-2.0 */
/** The JDBC driver and DataSource. Everything under {@code internal} is free to change. */
module io.baton.driver {
    requires transitive io.baton.topology;
    requires transitive java.sql;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.baton.driver;

    provides java.sql.Driver with
            io.baton.driver.BatonDriver;
}
