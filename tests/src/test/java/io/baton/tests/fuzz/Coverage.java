/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import io.baton.tests.answers.Fault;
import io.baton.tests.answers.Told;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What was reached with a fault at it, and what became of it. Thread-safe. */
final class Coverage {

    private static final Pattern METHOD = Pattern.compile("\\.(\\w+)\\(");

    private final Map<String, Map<Told.Kind, Integer>> features = new TreeMap<>();
    private final Map<String, Integer> methods = new TreeMap<>();
    private final Map<Told.Kind, Integer> verdicts = new EnumMap<>(Told.Kind.class);
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private int programs;
    private int useless;

    synchronized void program(Program program) {
        programs++;
    }

    synchronized void useless() {
        useless++;
    }

    synchronized void fault(Program program, Fault fault, Ending ending) {
        if (ending.struck() < 0) {
            return;
        }
        Step step = program.steps().get(ending.struck());
        Told.Kind verdict = ending.told().kind();
        features.computeIfAbsent(step.feature(), name -> new EnumMap<>(Told.Kind.class))
                .merge(verdict, 1, Integer::sum);
        verdicts.merge(verdict, 1, Integer::sum);
        faults.merge(fault, 1, Integer::sum);
        if (step instanceof Step.Sent sent) {
            features.computeIfAbsent("by " + sent.carrier(), name -> new EnumMap<>(Told.Kind.class))
                    .merge(verdict, 1, Integer::sum);
        }
        Matcher matcher = METHOD.matcher(step.java());
        while (matcher.find()) {
            methods.merge(matcher.group(1), 1, Integer::sum);
        }
    }

    synchronized int programs() {
        return programs;
    }

    synchronized int faults() {
        return verdicts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Features of the catalogue at which no fault has happened. */
    synchronized Set<String> neverReached(List<Feature> catalogue) {
        Set<String> missing = new TreeSet<>();
        Stream.of(
                        catalogue.stream().filter(f -> f.form() != 'o').map(Feature::name),
                        Arrays.stream(Call.values()).map(Call::name),
                        Arrays.stream(Carrier.values()).map(carrier -> "by " + carrier))
                .flatMap(names -> names)
                .filter(name -> !features.containsKey(name))
                .forEach(missing::add);
        return missing;
    }

    @Override
    public synchronized String toString() {
        StringBuilder table =
                new StringBuilder("programs: %d, useless: %d, faults: %s, told: %s, methods with a fault at them: %s%n"
                        .formatted(programs, useless, faults, verdicts, methods));
        features.forEach((name, kinds) -> table.append("  %-40s %s%n".formatted(name, kinds)));
        return table.toString();
    }
}
