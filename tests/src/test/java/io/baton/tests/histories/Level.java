/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.sql.Connection;

/** An isolation level. */
enum Level {
    RC(Connection.TRANSACTION_READ_COMMITTED),
    RR(Connection.TRANSACTION_REPEATABLE_READ),
    SER(Connection.TRANSACTION_SERIALIZABLE);

    private final int number;

    Level(int number) {
        this.number = number;
    }

    /** As JDBC has it. */
    int number() {
        return number;
    }
}
