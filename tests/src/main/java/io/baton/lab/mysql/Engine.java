/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

/** Which of the two related servers. */
public enum Engine {
    /** Processes of this machine; needs Linux and a JDK. */
    MARIADB,
    /** Containers; needs a Docker engine. */
    MYSQL;

    Dialect dialect() {
        return switch (this) {
            case MARIADB -> new MariaDbDialect();
            case MYSQL -> new MySqlDialect();
        };
    }
}
