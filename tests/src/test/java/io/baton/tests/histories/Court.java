/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import io.baton.lab.judge.Accident;
import io.baton.lab.judge.Stage;
import io.baton.tests.fuzz.Blind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Lets histories come about on one database, one after the other, and judges each. */
final class Court implements AutoCloseable {

    static final int CLIENTS = Integer.getInteger("baton.histories.clients", 8);

    /** In a build. */
    private static final int SAMPLE = 4_000;

    private static final long SECONDS = Long.getLong("baton.histories.seconds", 1_000_000L);
    private static final int CONVICTIONS = Integer.getInteger("baton.histories.convictions", Integer.MAX_VALUE);
    private static final int MOST_OF_THE_BLIND = 5;
    private static final int CONTROL = 1_500;
    private static final long NAMED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Database database;
    private final Stage synchronous;
    private final Tally tally = new Tally();
    private final Set<Anomaly> ofTheVendors = EnumSet.noneOf(Anomaly.class);
    private long given;

    Court(Database database) throws SQLException {
        this.database = database;
        this.synchronous = opened(true);
    }

    private Stage opened(boolean waiting) throws SQLException {
        Stage stage = database.stage(waiting);
        try (Connection connection = stage.primary().connect();
                Statement statement = connection.createStatement()) {
            for (String table : Tables.definition(database == Database.POSTGRES)) {
                statement.execute(table);
            }
            return stage;
        } catch (SQLException e) {
            stage.close();
            throw e;
        }
    }

    /** So many transactions at least, in histories of a seed and the next ones; the first convictions of each kind. */
    static List<String> in(Database database) throws Exception {
        long transactions = Long.getLong("baton.histories.transactions", SAMPLE);
        long seed = Long.getLong("baton.histories.seed", database.seed());
        long began = System.nanoTime();
        try (Court court = new Court(database)) {
            try {
                court.control(seed);
                long end = began + TimeUnit.SECONDS.toNanos(SECONDS);
                for (long next = seed;
                        court.tally.transactions() < transactions
                                && System.nanoTime() < end
                                && court.tally.convictions().size() < CONVICTIONS;
                        next++) {
                    court.judge(Setup.any(database, court.synchronous.accidents(), next));
                    if (!court.tally.convictions().isEmpty()) {
                        System.out.printf(
                                "CONVICTED by a history after %d s%n", (System.nanoTime() - began) / 1_000_000_000L);
                    }
                }
            } finally {
                System.out.printf(
                        "%s: %s%nseconds: %d%n", database, court.tally, (System.nanoTime() - began) / 1_000_000_000L);
            }
            return court.tally.convictions();
        }
    }

    /** What a driver is convicted of that connects again and repeats, at the first time; nothing if it gets away with it. */
    static List<Conviction> ofTheBlind() throws Exception {
        long began = System.nanoTime();
        try (Court court = new Court(Database.POSTGRES)) {
            String url = Database.POSTGRES.url(court.synchronous);
            List<Conviction> found = List.of();
            List<Accident> accidents = List.of(Accident.CUTS, Accident.TERMINATE);
            for (long seed = 1; found.isEmpty() && seed <= MOST_OF_THE_BLIND; seed++) {
                Setup setup = new Setup(seed, Mode.DEFAULTS, Level.RC, true, accidents);
                Source source = Source.of(() -> Blind.connect(url));
                found = Checker.check(
                        court.live(court.synchronous, source, setup, 0).history(), Promise.POSTGRES);
            }
            Set<Anomaly> anomalies = EnumSet.noneOf(Anomaly.class);
            found.forEach(conviction -> anomalies.add(conviction.anomaly()));
            System.out.printf(
                    "blind repetition: after %d s, the start of the servers included, convicted of %s, as%n%s%n",
                    (System.nanoTime() - began) / 1_000_000_000L, anomalies, found.isEmpty() ? "" : found.get(0));
            return found;
        }
    }

    /** What the vendor's driver itself is convicted of without any accident; nothing is expected. */
    private void control(long seed) throws Exception {
        for (Level level : Level.values()) {
            Source source = Source.of(synchronous.primary()::connect);
            Lived lived = live(synchronous, source, new Setup(seed, Mode.DEFAULTS, level, true, List.of()), CONTROL);
            List<Conviction> found = Checker.check(lived.history(), database.promise());
            found.forEach(conviction -> ofTheVendors.add(conviction.anomaly()));
            System.out.printf("control, the vendor's driver, %s: %s%n", level, found);
        }
    }

    private void judge(Setup setup) throws Exception {
        System.out.println(setup);
        if (setup.synchronous()) {
            try (Source source = setup.mode().open(database.url(synchronous), CLIENTS)) {
                Lived lived = live(synchronous, source, setup, 0);
                List<Conviction> found = lived.missingOnes();
                found.addAll(Checker.check(lived.history(), database.promise()));
                conclude(setup, lived, 0, found);
            }
        } else {
            // The last connection is open until the end: of a cluster that nobody uses any more nobody is told.
            try (Stage stage = opened(false);
                    Named named = new Named();
                    Source source = setup.mode().open(database.url(stage), CLIENTS);
                    Connection last = source.opening().connection()) {
                Lived lived = live(stage, source, setup, 0);
                List<Conviction> found = lived.missingOnes();
                found.addAll(notNamed(lived.history(), named));
                conclude(setup, lived, Losses.lost(lived.history()), found);
            }
        }
    }

    /** Names may come later than the losses. */
    private static List<Conviction> notNamed(History history, Named named) throws InterruptedException {
        long end = System.nanoTime() + NAMED_WITHIN_NANOS;
        List<Conviction> found = Losses.check(history, named.values());
        while (!found.isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(200);
            found = Losses.check(history, named.values());
        }
        long unnamed = found.stream()
                .filter(conviction -> conviction.anomaly() == Anomaly.LOSS_NOT_NAMED)
                .count();
        return unnamed > 0 && unnamed <= named.untold()
                ? found.stream()
                        .filter(conviction -> conviction.anomaly() != Anomaly.LOSS_NOT_NAMED)
                        .toList()
                : found;
    }

    private Lived live(Stage stage, Source source, Setup setup, int transactions)
            throws SQLException, InterruptedException {
        Numbers numbers = new Numbers(given);
        Crew crew = new Crew(
                source,
                CLIENTS,
                setup.mode().readers(CLIENTS),
                setup.level(),
                !setup.synchronous(),
                numbers,
                setup.seed());
        Lived lived = Round.of(stage, crew, setup.accidents(), transactions, setup.seed());
        given = numbers.last();
        return lived;
    }

    private void conclude(Setup setup, Lived lived, long lost, List<Conviction> found) {
        List<Conviction> convicted = found.stream()
                .filter(conviction -> !ofTheVendors.contains(conviction.anomaly()))
                .toList();
        tally.add(setup, lived, lost, convicted);
        System.out.printf(
                "  %d transactions, all in all %d; lost and named %d; convictions %d%n",
                lived.history().attempts().size(), tally.transactions(), lost, convicted.size());
        convicted.stream().limit(3).forEach(conviction -> System.out.println("CONVICTED " + conviction));
    }

    @Override
    public void close() {
        synchronous.close();
    }
}
