/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import io.baton.topology.Claim;
import io.baton.topology.dialect.Backlog;
import io.baton.topology.dialect.MySqlDialect;
import java.sql.Connection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server says nothing of its applier to an account without rights but through a function that knows the primary's log by its name, which
 * everybody may choose. A replica that applies is never taken for one at rest: what it has still to apply would be written twice.
 */
@RequiresDocker
class MySqlLogNameTest {

    private final MySqlDialect dialect = new MySqlDialect();

    @ParameterizedTest
    @ValueSource(strings = {"--log-bin=binlog", "--log-bin=mysql-bin", "--log-bin=db1.example-log"})
    void should_see_that_a_replica_applies_whatever_its_log_is_called(String setting) throws Exception {
        try (GtidCluster cluster =
                GtidCluster.start(GtidShape.pair(Engine.MYSQL).withSetting(setting))) {
            GtidNode replica = cluster.replicas().get(0);
            cluster.primary().executeAsAdmin("CREATE TABLE something (id int)");
            cluster.awaitReplicated();
            try (Connection session = replica.connect()) {
                assertThat(dialect.backlog(session)).isEqualTo(Backlog.MORE);

                replica.setReadOnly(false);
                assertThat(dialect.ask(session).claim()).isEqualTo(Claim.UNPROTECTED);

                replica.stopApplier();
                assertThat(dialect.backlog(session)).isEqualTo(Backlog.AT_REST);
            }
        }
    }
}
