/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@link HistoriesTest} on MariaDB. */
class MariaDbHistoriesTest {

    @Test
    void should_be_convicted_of_nothing() throws Exception {
        assertThat(Court.in(Database.MARIADB)).isEmpty();
    }
}
