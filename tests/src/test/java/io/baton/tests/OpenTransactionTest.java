/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.lab.ClusterShape;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;

/** A synchronous trio with a hundred entries, for transactions that are open when the primary is lost. */
abstract class OpenTransactionTest extends ClusterTest {

    @Override
    ClusterShape shape() {
        return ClusterShape.trio().withSynchronousCommit();
    }

    @BeforeEach
    void fill() throws SQLException {
        cluster.primary().execute("INSERT INTO entry SELECT i, 'row ' || i FROM generate_series(1, 100) i");
    }

    Connection begin() throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        return connection;
    }

    static ReplayRefusal refusal(Throwable thrown) {
        assertThat(thrown).isInstanceOf(TransactionLost.class).hasFieldOrPropertyWithValue("SQLState", "40001");
        return ((TransactionLost) thrown).refusal();
    }
}
