/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Were the oracle blind, the other tests would be green for ever. */
class BlindTest {

    private static final int MOST_PROGRAMS = 60;

    @ParameterizedTest
    @EnumSource(
            value = World.class,
            names = {"POSTGRES", "MARIADB"})
    void should_convict_a_driver_that_connects_again_and_repeats(World world) throws Exception {
        int convicted = 0;
        int programs = 0;
        try (Lane lane = new Lane(world, Blind::connect)) {
            Trial trial = new Trial(lane, new Coverage());
            for (long seed = 1; convicted < 3 && programs < MOST_PROGRAMS; seed++) {
                programs++;
                Program program = Generator.program(world, Feature.all(world.text("features")), seed);
                Optional<Finding> found = trial.of(program, 2, new SplittableRandom(seed));
                if (found.isPresent() && found.get().fault().isPresent()) {
                    convicted++;
                }
            }
        }
        System.out.println(
                "blind repetition: " + convicted + " of " + programs + " programs were told something false");
        assertThat(convicted).isEqualTo(3);
    }
}
