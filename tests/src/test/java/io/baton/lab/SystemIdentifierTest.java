/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SystemIdentifierTest {

    private static final String IDENTIFIER = "SELECT system_identifier FROM pg_control_system()";

    /** Both begin as copies of the same files. */
    @Test
    void should_be_the_same_within_a_cluster_and_in_no_other() throws SQLException {
        try (PostgresCluster one = PostgresCluster.start(ClusterShape.pair());
                PostgresCluster other = PostgresCluster.start(ClusterShape.single())) {
            long identifier = one.primary().queryLongAsAdmin(IDENTIFIER);
            assertThat(one.node(1).queryLongAsAdmin(IDENTIFIER)).isEqualTo(identifier);
            assertThat(other.primary().queryLongAsAdmin(IDENTIFIER)).isNotEqualTo(identifier);
        }
    }
}
