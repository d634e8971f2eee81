/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.history.PrimaryRun;
import io.baton.topology.history.Promotion;
import io.baton.topology.history.ServerRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One case of a file in {@code outcomes}; their README has the words. Any other word is an error. */
record OutcomeScenario(Map<String, String> words, List<String> promotions) {

    private static final Set<String> WORDS = Set.of(
            "title",
            "why",
            "commit",
            "run",
            "durable",
            "promotions",
            "primary",
            "run of primary",
            "status",
            "ledger",
            "beside",
            "expect");
    private static final String SYSTEM = "(?: of system (\\d+))?";
    private static final Pattern COMMIT = Pattern.compile("(\\w+) on timeline (\\d+) at (\\d+)");
    private static final Pattern PRIMARY = Pattern.compile("(\\w+) on timeline (\\d+)" + SYSTEM);
    private static final Pattern RUN = Pattern.compile("started (\\d+)(?: recovered to (\\d+))?");
    private static final Pattern PROMOTION =
            Pattern.compile("(\\w+) from (\\d+) to (\\d+) at (\\d+)" + SYSTEM + "(?: started (\\d+))?");
    private static final int PORT = 5432;

    /** All cases of the file. */
    static List<OutcomeScenario> parse(String yaml) {
        Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
        List<OutcomeScenario> scenarios = new ArrayList<>();
        Object cases = file.get("cases");
        for (Object one : cases == null ? List.of(Map.of()) : (List<?>) cases) {
            Map<Object, Object> all = new LinkedHashMap<>(file);
            all.remove("cases");
            all.putAll((Map<?, ?>) one);
            scenarios.add(of(all));
        }
        return scenarios;
    }

    private static OutcomeScenario of(Map<Object, Object> fields) {
        Map<String, String> words = new LinkedHashMap<>();
        List<String> promotions = new ArrayList<>();
        fields.forEach((word, value) -> {
            if (!WORDS.contains(String.valueOf(word))) {
                throw new IllegalArgumentException("unknown word '" + word + "', allowed: " + WORDS);
            }
            if (value instanceof List<?> list) {
                list.forEach(promotion -> promotions.add(String.valueOf(promotion)));
            } else {
                words.put(String.valueOf(word), String.valueOf(value));
            }
        });
        return new OutcomeScenario(words, promotions);
    }

    Decision decide() {
        Matcher commit = match(COMMIT, word("commit"));
        Matcher primary = match(PRIMARY, word("primary"));
        String run = words.getOrDefault("run", "started 1");
        PrimaryRun then = at(commit.group(1), run, epoch(commit.group(2), null));
        PendingCommit.Asked asked = new PendingCommit.Asked(725, Long.parseLong(commit.group(3)), 4711, then);
        if (words.containsKey("ledger")) {
            Decision objection = LedgerRules.objection(then.epoch(), epoch(primary.group(2), primary.group(3)));
            return objection != null
                    ? objection
                    : LedgerRules.decide(LedgerRules.Place.valueOf(constant(word("ledger"))));
        }
        return OutcomeRules.decide(
                asked,
                at(
                        primary.group(1),
                        words.getOrDefault("run of primary", run),
                        epoch(primary.group(2), primary.group(3))),
                TransactionStatus.valueOf(constant(word("status"))),
                new Evidence(
                        Long.parseLong(words.getOrDefault("durable", "0")),
                        promotions.stream().map(OutcomeScenario::promotion).toList(),
                        (node, started, now) -> node.equals(now.node()) && !words.containsKey("beside")));
    }

    Decision expected() {
        return Decision.valueOf(constant(word("expect")));
    }

    private String word(String name) {
        return Objects.requireNonNull(words.get(name), () -> "the word '" + name + "' is missing in " + words);
    }

    private static String constant(String words) {
        return words.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static PrimaryRun at(String node, String text, TimelineEpoch epoch) {
        Matcher m = match(RUN, text);
        ServerRun run = new ServerRun(Long.parseLong(m.group(1)), m.group(2) == null ? 0 : Long.parseLong(m.group(2)));
        return new PrimaryRun(new NodeAddress(node, PORT), run, epoch);
    }

    private static TimelineEpoch epoch(String timeline, @Nullable String system) {
        return new TimelineEpoch(system == null ? 1 : Long.parseLong(system), Integer.parseInt(timeline));
    }

    private static Promotion promotion(String text) {
        Matcher m = match(PROMOTION, text);
        return new Promotion(
                new NodeAddress(m.group(1), PORT),
                m.group(6) == null ? startOf(m.group(1)) : Long.parseLong(m.group(6)),
                m.group(5) == null ? 1 : Long.parseLong(m.group(5)),
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)),
                Long.parseLong(m.group(4)));
    }

    /** Of each node another one. */
    private static long startOf(String node) {
        return 1_000L + node.hashCode();
    }

    private static Matcher match(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("cannot read '" + text + "' as " + pattern);
        }
        return matcher;
    }
}
