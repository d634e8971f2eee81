/* SPDX-License-Identifier: Apache-2.0 */
/** What the cluster is: nodes, roles, epochs and health; the probes that find out and the rules that decide. */
module io.baton.topology {
    requires transitive java.sql;
    requires org.slf4j;
    requires static org.jspecify;
    requires static mysql.connector.j;
    requires static org.mariadb.jdbc;
    requires static org.postgresql.jdbc;

    exports io.baton.topology;
    exports io.baton.topology.dialect;
    exports io.baton.topology.history;
    exports io.baton.topology.patroni;
    exports io.baton.topology.probe;
    exports io.baton.topology.provider;
    exports io.baton.topology.socket;
    exports io.baton.topology.time;
}
