/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Random programs are told nothing false: a long run, ./baton-fuzz, and no part of the build. */
class MariaDbFuzz {

    @Test
    void should_tell_random_programs_nothing_false_on_mariadb() throws Exception {
        assertThat(Hunt.in(World.MARIADB)).isEmpty();
    }
}
