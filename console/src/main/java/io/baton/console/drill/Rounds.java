/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import io.baton.lab.judge.Judge;
import io.baton.lab.judge.Judge.Member;
import io.baton.lab.judge.PlainApplication;
import io.baton.lab.judge.Sentence;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Accident after accident instead of one fault, and after each round the question whether all that clients were told is true. */
final class Rounds {

    private static final int ACCIDENTS = 10;

    private final int rounds;
    private final long seed;
    private final int writers;
    private final int readers;
    private final Screen screen;

    Rounds(int rounds, long seed, int writers, int readers, Screen screen) {
        this.rounds = rounds;
        this.seed = seed;
        this.writers = writers;
        this.readers = readers;
        this.screen = screen;
    }

    /** Returns how many rounds showed a violation. */
    int run() throws SQLException {
        screen.line(
                Screen.Tone.TITLE,
                "baton drill: " + rounds + " rounds of " + ACCIDENTS + " random accidents, from seed " + seed);
        screen.line("starting three PostgreSQL servers; a commit waits for one of the standbys");
        LogListener.silence();
        int bad = 0;
        try (Judge judge = Judge.start();
                Client.Opened baton =
                        HikariClient.BATON.openUrl("jdbc:baton:postgresql://" + judge.address(), writers + readers)) {
            for (int round = 1; round <= rounds; round++) {
                Sentence sentence = judge.round(crew(baton.dataSource()), seed + round - 1, ACCIDENTS, accident -> {});
                bad += sentence.violations().isEmpty() ? 0 : 1;
                report(round, sentence);
            }
        }
        screen.line("");
        screen.line(
                bad == 0 ? Screen.Tone.GOOD : Screen.Tone.BAD,
                bad == 0
                        ? "PASSED: everything that clients were told is true"
                        : "FAILED: in " + bad + " of " + rounds + " rounds clients were told what is not true");
        return bad;
    }

    private List<Member> crew(DataSource pool) {
        Member writer = new Member(new PlainApplication(pool, false), true);
        Member reader = new Member(new PlainApplication(pool, true), false);
        List<Member> crew = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            crew.add(writer);
        }
        for (int i = 0; i < readers; i++) {
            crew.add(reader);
        }
        return crew;
    }

    private void report(int round, Sentence sentence) {
        Map<String, Integer> told = new TreeMap<>();
        sentence.told().values().forEach(counts -> counts.forEach((what, n) -> told.merge(what, n, Integer::sum)));
        screen.line(String.format(
                Locale.ROOT,
                "round %d, seed %d: %s in %.0f s, violations %d",
                round,
                sentence.seed(),
                told,
                sentence.took().toMillis() / 1000.0,
                sentence.violations().size()));
        if (!sentence.violations().isEmpty()) {
            screen.line("  " + sentence.accidents());
        }
        sentence.violations().forEach(violation -> screen.line(Screen.Tone.BAD, "  " + violation));
    }
}
