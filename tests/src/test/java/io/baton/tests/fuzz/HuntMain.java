/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.util.Locale;

/** Random programs as a process of its own, which says CONVICTED when it has found something. */
public final class HuntMain {

    private HuntMain() {}

    public static void main(String[] database) throws Exception {
        Hunt.in(World.valueOf(database[0].toUpperCase(Locale.ROOT)));
        System.exit(0); // Threads of the driver's may go on for a while.
    }
}
