/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

/** Which of the two related servers. */
public enum Engine {
    /** Processes of this machine; needs Linux and a JDK. */
    MARIADB(new MariaDbDialect()),
    /** Containers; needs a Docker engine. */
    MYSQL(new MySqlDialect());

    private final Dialect dialect;

    Engine(Dialect dialect) {
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }
}
