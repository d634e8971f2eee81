/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Other ways to say the same to the server. */
enum Dress {
    COMMENT("/* a */ -- b ' ;\n", "", true),
    SEMICOLON("", " ;", true),
    LINES("\n\t ", "\n-- end", true),
    READ_BEFORE("SELECT 1; ", "", true),
    READ_BEHIND("", "; SELECT 2", true),
    BLOCK("DO $b$ BEGIN ", "; END $b$", false),
    EXECUTED("SELECT run($x$", "$x$)", false),
    PLANNED("EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF, BUFFERS OFF) ", "", false),
    CREATED("CREATE TABLE made.copy AS ", "", false);

    private final String before;
    private final String after;
    private final boolean everywhere;

    Dress(String before, String after, boolean everywhere) {
        this.before = before;
        this.after = after;
        this.everywhere = everywhere;
    }

    static Dress of(World world, SplittableRandom random) {
        Dress[] fitting = Arrays.stream(values())
                .filter(dress -> dress.everywhere || world == World.POSTGRES)
                .toArray(Dress[]::new);
        return fitting[random.nextInt(fitting.length)];
    }

    /** In a batch pgjdbc itself loses step by a second statement that gives rows. */
    Text on(Text text, char form, Carrier carrier) {
        boolean twoResults = this == READ_BEFORE || this == READ_BEHIND;
        return form == 'c' || (twoResults && carrier.isBatch()) ? text : text.within(before, after);
    }
}
