/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Random programs are told nothing false. */
class FuzzTest {

    @Test
    void should_tell_random_programs_nothing_false_on_postgres() throws Exception {
        assertThat(Hunt.in(World.POSTGRES)).isEmpty();
    }
}
