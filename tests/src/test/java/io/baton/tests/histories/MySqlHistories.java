/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.RequiresDocker;
import org.junit.jupiter.api.Test;

/** {@link HistoriesTest} on MySQL: ./baton-histories, and no part of the build. */
@RequiresDocker
class MySqlHistories {

    @Test
    void should_be_convicted_of_nothing() throws Exception {
        assertThat(Court.in(Database.MYSQL)).isEmpty();
    }
}
