/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import io.baton.lab.judge.Accident;
import io.baton.lab.judge.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Lets clients work while accidents happen, and reads everything in the end. */
final class Round {

    /** Longer than a call may wait for a primary: whoever is not done by then hangs. */
    private static final Duration LAST_CALL = Duration.ofSeconds(45);

    private final Stage stage;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();

    private Round(Stage stage) {
        this.stage = stage;
    }

    /** At least so many transactions, during these accidents. */
    static Lived of(Stage stage, Crew crew, List<Accident> accidents, long transactions, long seed)
            throws SQLException, InterruptedException {
        Round round = new Round(stage);
        round.begin();
        crew.start();
        Random random = new Random(seed);
        for (Accident accident : accidents) {
            TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(400));
            round.happen(accident, random, crew);
        }
        while (crew.begun() < transactions) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        int stuck = crew.stop(LAST_CALL);
        stage.awaitSilence();
        round.attempts.addAll(crew.attempts());
        round.end();
        return Lived.of(round.attempts, round.spans, stuck, crew.thrown());
    }

    private void begin() throws SQLException {
        try (Connection connection = stage.primary().connect()) {
            Tables.fill(connection);
            attempts.add(alone(History.BEGINNING, Tables.balances(connection)));
        }
        stage.awaitReplayed();
    }

    private void happen(Accident accident, Random random, Crew crew) {
        long from = System.nanoTime();
        stage.happen(accident, random);
        if (stage.restoresFromLog()) {
            crew.order(Client.Order.REST);
        }
        stage.restoreStandbys();
        crew.order(Client.Order.WORK);
        spans.add(new Span(accident, from, System.nanoTime()));
    }

    private void end() throws SQLException {
        try (Connection connection = stage.primary().connectAsAdmin()) {
            attempts.add(alone(History.END, Tables.everything(connection)));
        }
    }

    private static Attempt alone(String name, List<Op> ops) {
        long now = System.nanoTime();
        return new Attempt(name, now, now, Level.RC, true, Told.OK, ops);
    }
}
