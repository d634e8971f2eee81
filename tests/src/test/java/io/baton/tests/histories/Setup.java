/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import io.baton.lab.judge.Accident;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How a history comes about, all from its seed; which of the accidents meets which transaction is up to the threads.
 *
 * @param synchronous whether commits wait for a replica, so that none may be lost; else those that are lost have to be named
 */
record Setup(long seed, Mode mode, Level level, boolean synchronous, List<Accident> accidents) {

    private static final int ACCIDENTS = 4;
    private static final int ONE_IN_LOSES = 6;

    /** Those that lose what no replica has received. */
    private static final Set<Accident> LOSING = EnumSet.of(
            Accident.KILL,
            Accident.KILL_AT_A_MESSAGE,
            Accident.KILL_TWICE,
            Accident.FREEZE_AND_REPLACE,
            Accident.PROMOTE_BESIDE);

    static Setup any(Database database, List<Accident> all, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean synchronous = random.nextInt(ONE_IN_LOSES) != 0;
        List<Mode> modes = synchronous ? List.of(Mode.values()) : naming(database);
        List<Accident> possible =
                synchronous ? all : all.stream().filter(LOSING::contains).toList();
        return new Setup(
                seed,
                modes.get(random.nextInt(modes.size())),
                List.of(Level.values()).get(random.nextInt(Level.values().length)),
                synchronous,
                random.ints(ACCIDENTS, 0, possible.size())
                        .mapToObj(possible::get)
                        .toList());
    }

    /** Without a ledger there is no evidence on MySQL and MariaDB, and nowhere of what auto-commit mode writes unprotected. */
    private static List<Mode> naming(Database database) {
        return database == Database.POSTGRES
                ? List.of(Mode.PROTECTED, Mode.PROTECTED_BY_THE_LEDGER)
                : List.of(Mode.PROTECTED_BY_THE_LEDGER);
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + mode + ", " + level + (synchronous ? ", " : ", asynchronous, ") + accidents;
    }
}
