/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.mysql.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** See {@link BoundSweep}. */
class BoundValuesTest {

    @Test
    void should_be_values_on_postgres() throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(List.of(PostgresSubjects.TABLE, "GRANT ALL ON bound TO app"));
            List<String> options = List.of("", "&prepareThreshold=1", "&preferQueryMode=simple");
            new BoundSweep(site, PostgresSubjects.TRUTH, options)
                    .judge(PostgresSubjects.all(), PostgresSubjects.ofLongValues());
        }
    }

    @Test
    void should_be_values_on_mariadb() throws Exception {
        try (Site site = Site.of(Engine.MARIADB)) {
            site.createLedger();
            site.asAdmin(List.of(MySqlSubjects.TABLE));
            List<String> options = List.of("", "&useServerPrepStmts=true", "&useBulkStmts=true");
            new BoundSweep(site, MySqlSubjects.TRUTH, options)
                    .judge(MySqlSubjects.of(Engine.MARIADB), MySqlSubjects.ofLongValues());
        }
    }
}
