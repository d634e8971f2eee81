/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One scenario file: what is observed, step by step, and what the topology has to be then. The words that it may use are
 * those of {@code scenarios/README.md}; any other is an error, so that a typing mistake does not switch a check off.
 *
 * @param title what happens
 * @param why which accident the rule prevents
 * @param misses how many probes in a row must stay unanswered before a silent node counts as down
 * @param missesCutOff how many while no other node is heard either
 */
record Scenario(String title, String why, List<NodeAddress> nodes, int misses, int missesCutOff, List<Step> steps) {

    private static final long HOME_SYSTEM = 1;
    private static final int PORT = 5432;
    private static final String MANAGER = "the cluster manager";
    private static final String HOME_GROUP = "home";
    private static final String NODE = "(\\w+(?:@[\\w.:]+)?)";
    private static final Pattern TIMELINE = Pattern.compile("timeline (\\d+)(?: of system (\\d+))?");
    private static final Pattern VIEW = Pattern.compile("view (\\d+)(?: of group (\\w+))?");
    private static final Pattern TRANSACTIONS = Pattern.compile("transactions ([\\w:,-]+)");
    private static final Pattern PROBED = Pattern.compile(
            NODE
                    + " (writable|unprotected|standby|read-only|peer|minority) on (.+?)(, hears its primary|, hears no primary|, has no source|, is at rest)?(, is server \\w+)?");
    private static final Pattern UNREACHABLE = Pattern.compile(NODE + " ([a-z-]+)");
    private static final Pattern NODE_NAME = Pattern.compile(NODE);

    /** An observation with what must hold after it. {@code text} is how the file puts it. */
    record Step(String text, Evidence evidence, @Nullable Integer generation, Map<String, Object> expect) {

        Observation observation(Topology topology) {
            long current = topology.find(evidence.node()).map(Node::generation).orElse(0L);
            return evidence.in(generation == null ? current : generation);
        }
    }

    /** An observation of which only the generation is not known yet. */
    record Evidence(NodeAddress node, Observation inGenerationZero) {

        Observation in(long generation) {
            if (inGenerationZero instanceof Observation.Probed probed) {
                return new Observation.Probed(
                        node, generation, probed.claim(), probed.epoch(), probed.upstream(), probed.instance());
            }
            if (inGenerationZero instanceof Observation.Unreachable unreachable) {
                return new Observation.Unreachable(node, generation, unreachable.kind(), unreachable.why());
            }
            if (inGenerationZero instanceof Observation.Confirmed confirmed) {
                return new Observation.Confirmed(node, generation, confirmed.source(), confirmed.insists());
            }
            if (inGenerationZero instanceof Observation.LoggedIn) {
                return new Observation.LoggedIn(node, generation);
            }
            if (inGenerationZero instanceof Observation.Held held) {
                return new Observation.Held(node, generation, held.why());
            }
            if (inGenerationZero instanceof Observation.Released) {
                return new Observation.Released(node, generation);
            }
            if (inGenerationZero instanceof Observation.Suspected suspected) {
                return new Observation.Suspected(node, generation, suspected.why());
            }
            return inGenerationZero; // It does not matter when they were gathered.
        }
    }

    static Scenario parse(String yaml) {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        Map<String, Object> fields = map("the scenario", document);
        allowOnly(
                "the scenario",
                fields,
                List.of("title", "why", "nodes", "misses", "misses when cut off", "given", "steps"));
        List<NodeAddress> nodes = list("nodes", fields.getOrDefault("nodes", List.of("n1", "n2", "n3"))).stream()
                .map(name -> address(String.valueOf(name)))
                .toList();
        List<Step> steps = new ArrayList<>();
        for (Object answer : list("given", fields.getOrDefault("given", List.of()))) {
            steps.add(new Step("given: " + answer, probed(String.valueOf(answer)), null, Map.of()));
        }
        for (Object step : list("steps", fields.get("steps"))) {
            steps.add(step(map("a step", step)));
        }
        if (steps.stream().allMatch(step -> step.expect().isEmpty())) {
            throw new IllegalArgumentException("a scenario that expects nothing tests nothing");
        }
        return new Scenario(
                text("title", fields.get("title")),
                text("why", fields.get("why")),
                nodes,
                (Integer) fields.getOrDefault("misses", 3),
                (Integer) fields.getOrDefault("misses when cut off", 12),
                List.copyOf(steps));
    }

    private static Step step(Map<String, Object> fields) {
        Map<String, Function<String, Evidence>> readers = new LinkedHashMap<>();
        readers.put("probed", Scenario::probed);
        readers.put("unreachable", Scenario::unreachable);
        readers.put("suspected", name -> about(name, node -> new Observation.Suspected(node, 0, "a call failed")));
        readers.put("logged-in", name -> about(name, node -> new Observation.LoggedIn(node, 0)));
        readers.put("confirmed", name -> about(name, node -> new Observation.Confirmed(node, 0, MANAGER)));
        readers.put("insisted", name -> about(name, node -> new Observation.Confirmed(node, 0, MANAGER, true)));
        readers.put("named", name -> about(name, node -> new Observation.Named(node, MANAGER)));
        readers.put("unnamed", name -> about(name, Observation.Unnamed::new));
        readers.put("listed", name -> about(name, node -> new Observation.Listed(node, MANAGER)));
        readers.put("resolved", Scenario::resolved);
        readers.put("added", name -> about(name, node -> new Observation.Added(node, "its name stands for it, too")));
        readers.put("gone", name -> about(name, node -> new Observation.Gone(node, "its name left it")));
        readers.put("held", name -> about(name, node -> new Observation.Held(node, 0, "held for a switchover")));
        readers.put("released", name -> about(name, node -> new Observation.Released(node, 0)));
        List<String> words = new ArrayList<>(readers.keySet());
        List<String> kinds = words.stream().filter(fields::containsKey).toList();
        words.addAll(List.of("generation", "expect"));
        allowOnly("a step", fields, words);
        if (kinds.size() != 1) {
            throw new IllegalArgumentException("a step is one observation, not " + fields);
        }
        String kind = kinds.get(0);
        Evidence evidence = Objects.requireNonNull(readers.get(kind)).apply(text(kind, fields.get(kind)));
        Map<String, Object> expect = fields.containsKey("expect") ? map("expect", fields.get("expect")) : Map.of();
        return new Step(kind + ": " + fields.get(kind), evidence, (Integer) fields.get("generation"), expect);
    }

    private static Evidence about(String name, Function<NodeAddress, Observation> observation) {
        NodeAddress node = address(name);
        return new Evidence(node, observation.apply(node));
    }

    private static Evidence probed(String text) {
        Matcher words = match(PROBED, text, "n1 writable on timeline 2");
        NodeAddress node = address(words.group(1));
        Claim claim = Claim.valueOf(constant(words.group(2)));
        return new Evidence(
                node,
                new Observation.Probed(
                        node,
                        0,
                        claim,
                        epoch(words.group(3), sourceOf(node)),
                        upstream(words.group(4)),
                        words.group(5)));
    }

    private static Evidence unreachable(String text) {
        Matcher words = match(UNREACHABLE, text, "n1 refused");
        NodeAddress node = address(words.group(1));
        FailureKind kind = words.group(2).equals("refused")
                ? FailureKind.CONNECTION_LOST
                : FailureKind.valueOf(constant(words.group(2)));
        return new Evidence(node, new Observation.Unreachable(node, 0, kind, "probe failed: " + words.group(2)));
    }

    private static Evidence resolved(String text) {
        List<NodeAddress> records =
                Arrays.stream(text.split(", ")).map(Scenario::address).toList();
        NodeAddress name = records.get(0).named();
        return new Evidence(name, new Observation.Resolved(name, records));
    }

    static NodeAddress address(String name) {
        return NodeAddress.ofKey(
                match(NODE_NAME, name, "n1 or n1@10.0.0.1").group().replace('@', '|'), PORT);
    }

    private static Upstream upstream(@Nullable String words) {
        if (words == null) {
            return Upstream.UNKNOWN;
        }
        return words.contains("its primary")
                ? Upstream.HEARD
                : words.contains("no source") ? Upstream.NONE : Upstream.LOST;
    }

    /** Transactions of n1 are those of source a, and so on. */
    private static String sourceOf(NodeAddress node) {
        return Character.toString('a' + Integer.parseInt(node.host().substring(1)) - 1);
    }

    static Epoch epoch(String text, String source) {
        Matcher view = VIEW.matcher(text);
        if (view.matches()) {
            return new ViewEpoch(view.group(2) == null ? HOME_GROUP : view.group(2), Long.parseLong(view.group(1)));
        }
        Matcher transactions = TRANSACTIONS.matcher(text);
        if (transactions.matches()) {
            return new GtidEpoch(GtidSet.parse(transactions.group(1)), source);
        }
        Matcher words = match(TIMELINE, text, "timeline 2, timeline 2 of system 7, view 3 or transactions a:1-5");
        long system = words.group(2) == null ? HOME_SYSTEM : Long.parseLong(words.group(2));
        return new TimelineEpoch(system, Integer.parseInt(words.group(1)));
    }

    /** From the words of a file to the name of an enum constant. */
    static String constant(String words) {
        return words.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    static void allowOnly(String where, Map<String, ?> fields, List<String> allowed) {
        for (String key : fields.keySet()) {
            if (!allowed.contains(key)) {
                throw new IllegalArgumentException("unknown word '" + key + "' in " + where + ", allowed: " + allowed);
            }
        }
    }

    static Map<String, Object> map(String where, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(where + " is not a map but " + value);
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, entry) -> copy.put(String.valueOf(key), entry));
        return copy;
    }

    static List<?> list(String where, @Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(where + " is not a list but " + value);
        }
        return list;
    }

    static String text(String where, @Nullable Object value) {
        if (!(value instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException(where + " is not a text but " + value);
        }
        return text;
    }

    private static Matcher match(Pattern pattern, String text, String example) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("cannot read '" + text + "', expected something like: " + example);
        }
        return matcher;
    }
}
