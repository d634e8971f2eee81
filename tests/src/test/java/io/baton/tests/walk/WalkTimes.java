/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.walk;

import java.time.Duration;

/** How long a walk may take: in a build it is a sample. */
final class WalkTimes {

    private WalkTimes() {}

    static Duration atMost() {
        return Integer.getInteger("baton.walk.steps") == null ? Duration.ofSeconds(10) : Duration.ofHours(2);
    }
}
