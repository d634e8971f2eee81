/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MySqlLogNamesTest {

    private final MySqlLogNames names = new MySqlLogNames();

    @Test
    void should_ask_by_the_servers_own_name_then_by_all_that_were_met() {
        names.met("db1");
        names.met(null);
        names.met("db1");

        assertThat(names.appliers("F", "1"))
                .isEqualTo("COALESCE(F(CONCAT(" + MySqlLogNames.OWN + ", '.999999'), 4, 1)"
                        + ", F(CONCAT(0x62696e6c6f67, '.999999'), 4, 1), F(CONCAT(0x646231, '.999999'), 4, 1))");
    }

    @Test
    void should_not_let_a_name_end_its_place_in_the_text() {
        names.met("a', SLEEP(9)) --");

        assertThat(names.appliers("F", "1")).doesNotContain("SLEEP");
    }
}
