/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.Locale;

/** Histories as a process of its own, which says CONVICTED when it has found something. */
public final class CourtMain {

    private CourtMain() {}

    public static void main(String[] database) throws Exception {
        Court.in(Database.valueOf(database[0].toUpperCase(Locale.ROOT)));
        System.exit(0); // Threads of the driver's may go on for a while.
    }
}
