/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Many clients are told nothing that cannot be: a sample in the build, as much as one wants by ./baton-histories. */
class HistoriesTest {

    @Test
    void should_be_convicted_of_nothing() throws Exception {
        assertThat(Court.in(Database.POSTGRES)).isEmpty();
    }

    /** Were the checker blind, the other tests would be green for ever. */
    @Test
    void should_convict_a_driver_that_connects_again_and_repeats() throws Exception {
        List<Conviction> found = Court.ofTheBlind();
        assertThat(found).isNotEmpty();
    }
}
