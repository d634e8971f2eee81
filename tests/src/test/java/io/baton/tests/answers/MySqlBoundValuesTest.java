/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.RequiresDocker;
import io.baton.lab.mysql.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** See {@link BoundSweep}. */
@RequiresDocker
class MySqlBoundValuesTest {

    @Test
    void should_be_values() throws Exception {
        try (Site site = Site.of(Engine.MYSQL)) {
            site.createLedger();
            site.asAdmin(List.of(MySqlSubjects.TABLE));
            List<String> options = List.of("", "&useServerPrepStmts=true", "&rewriteBatchedStatements=true");
            new BoundSweep(site, MySqlSubjects.TRUTH, options)
                    .judge(MySqlSubjects.of(Engine.MYSQL), MySqlSubjects.ofLongValues());
        }
    }
}
