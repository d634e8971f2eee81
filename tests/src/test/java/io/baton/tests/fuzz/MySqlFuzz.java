/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.RequiresDocker;
import org.junit.jupiter.api.Test;

/** Random programs are told nothing false: a long run, ./baton-fuzz, and no part of the build. */
@RequiresDocker
class MySqlFuzz {

    @Test
    void should_tell_random_programs_nothing_false_on_mysql() throws Exception {
        assertThat(Hunt.in(World.MYSQL)).isEmpty();
    }
}
