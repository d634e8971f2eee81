/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.ClusterShape;
import io.baton.lab.judge.Violation.Rule;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidShape;
import io.baton.lab.wire.Wires;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Lets applications work on a cluster to which accidents happen, round after round, and checks after each round that
 * everything they were told is true. The accidents and what clients do follow from the round's seed; which of them meet is
 * up to the threads.
 */
public final class Judge implements AutoCloseable {

    /** The application_name of sessions that only watch. */
    static final String LEFT_ALONE = "baton-monitor";

    /** Longer than a call may wait for a primary: whoever is not done by then hangs. */
    private static final Duration LAST_CALL = Duration.ofSeconds(45);

    private final Servers servers;
    private final Wires wires;
    private final AtomicLong tokens = new AtomicLong();

    private Judge(Servers servers) {
        this.servers = servers;
        this.wires = servers.wires(LEFT_ALONE);
    }

    /** Starts a primary and two standbys of PostgreSQL; a commit waits for one of them. */
    public static Judge start() throws SQLException {
        return with(new PostgresServers(ClusterShape.trio().withSynchronousCommit()), List.of());
    }

    /**
     * Starts a primary and two replicas of MySQL or MariaDB; a commit waits for one of them.
     *
     * @param tables what else there is to be, in the words of the server, beside the tables that clients work on
     */
    public static Judge start(Engine engine, List<String> tables) throws SQLException {
        return with(new GtidServers(GtidShape.trio(engine).withSemiSync()), tables);
    }

    private static Judge with(Servers servers, List<String> tables) throws SQLException {
        try {
            Books.create(servers.primary(), servers.wording(), tables);
        } catch (SQLException e) {
            servers.close();
            throw e;
        }
        return new Judge(servers);
    }

    /** What applications connect to, as it goes into a URL after the two slashes; more parameters may follow. */
    public String address() {
        return wires.hosts() + servers.urlTail();
    }

    /**
     * One round.
     *
     * @param crew what works; each entry is one client
     * @param accidents how many happen
     * @param news is told each accident before it happens
     */
    public Sentence round(List<Member> crew, long seed, int accidents, Consumer<String> news) throws SQLException {
        Random seeds = new Random(seed);
        Scene scene = new Scene(servers, wires, new Random(seeds.nextLong()));
        List<Accident> programme = programme(accidents, seeds);
        Map<Integer, Long> opening = Books.open(servers.primary(), servers.wording());
        servers.awaitReplayed(); // A replica may be behind, but not by a round.
        Crew clients = new Crew(servers.wording(), tokens);
        crew.forEach(member -> clients.add(member.application(), member.writes(), seeds));
        long start = System.nanoTime();
        clients.start();
        for (Accident accident : programme) {
            scene.pause(100, 500);
            news.accept(accident.name());
            accident.happen(scene);
            if (servers.restoresFromLog()) {
                clients.rest();
            }
            servers.restoreStandbys();
            clients.work();
        }
        scene.pause(100, 500);
        List<String> stuck = clients.stop(LAST_CALL);
        scene.awaitSilence();
        History history = new History(opening, clients.transactions());
        List<Violation> violations = new ArrayList<>();
        stuck.forEach(name -> violations.add(new Violation(Rule.STUCK, name + " did not come back")));
        violations.addAll(Checker.check(history, Books.read(servers.primary(), servers.wording())));
        return Sentence.of(seed, programme, Duration.ofNanos(System.nanoTime() - start), history, violations);
    }

    /** One thread of an application. */
    public record Member(Application application, boolean writes) {}

    /** Without the one after which a read may be stale for as long as nobody can know. */
    private List<Accident> programme(int accidents, Random seeds) {
        List<Accident> all = Arrays.stream(Accident.values())
                .filter(servers::canHappen)
                .filter(accident -> accident != Accident.PROMOTE_BESIDE)
                .toList();
        return IntStream.range(0, accidents)
                .mapToObj(i -> all.get(seeds.nextInt(all.size())))
                .toList();
    }

    @Override
    public void close() {
        wires.close();
        servers.close();
    }
}
