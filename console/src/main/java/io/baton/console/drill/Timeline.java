/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happened when: printed as it happens, kept for the report. Thread-safe. */
public final class Timeline {

    /**
     * One line.
     *
     * @param atMs since the load started
     * @param source who did it or saw it: lab, baton, watch, clients
     */
    public record Event(double atMs, String source, String text) {}

    private final DrillClock clock;
    private final Screen screen;
    private final List<PostgresNode> nodes;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    Timeline(DrillClock clock, Screen screen, PostgresCluster cluster) {
        this.clock = clock;
        this.screen = screen;
        this.nodes = cluster.nodes();
    }

    void event(String source, String text) {
        event(clock.now(), source, text);
    }

    void event(long at, String source, String text) {
        String named = named(text);
        events.add(new Event(DrillClock.toMs(at), source, named));
        screen.line(tone(source), line(at, source, named));
    }

    /** A line that is printed only. */
    void tick(long at, String text) {
        screen.line(Screen.Tone.QUIET, line(at, "", text));
    }

    List<Event> events() {
        return events;
    }

    private static String line(long at, String source, String text) {
        return String.format(Locale.ROOT, "%8.3f  %-7s %s", DrillClock.toMs(at) / 1000, source, text);
    }

    private static Screen.Tone tone(String source) {
        return switch (source) {
            case "lab" -> Screen.Tone.ATTENTION;
            case "baton" -> Screen.Tone.TITLE;
            case "clients" -> Screen.Tone.GOOD;
            default -> Screen.Tone.PLAIN;
        };
    }

    /** Nodes by their names, which are shorter than their addresses. */
    private String named(String text) {
        String named = text;
        for (PostgresNode node : nodes) {
            named = named.replace(node.host() + ":" + node.port(), node.name());
        }
        return named;
    }
}
