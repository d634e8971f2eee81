/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import static io.baton.tests.compare.Texts.pick;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The SQL of the applications.
 *
 * @param groups of texts, each group as likely as any other
 */
record Vocabulary(
        List<List<String>> groups, List<String> reads, List<String> writes, List<String> prepared, List<String> calls) {

    String any(RandomGenerator random) {
        return pick(pick(groups, random), random);
    }

    String read(RandomGenerator random) {
        return pick(reads, random);
    }

    String write(RandomGenerator random) {
        return pick(writes, random);
    }

    String prepared(RandomGenerator random) {
        return pick(prepared, random);
    }

    String call(RandomGenerator random) {
        return pick(calls, random);
    }
}
