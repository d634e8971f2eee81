/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes programs out of a catalogue: the same seed gives the same program. */
final class Generator {

    private static final Pattern VALUE = Pattern.compile("\\{([A-Z]+)(?::(\\d+))?}");
    private static final List<String> BATONS_OPTIONS = List.of(
            "",
            "",
            "",
            "&baton.commitOutcome=ledger",
            "&baton.commitOutcome=ledger",
            "&baton.autocommit=protected",
            "&baton.autocommit=protected&baton.commitOutcome=ledger",
            "&baton.replay=off");

    /** By how much more often a feature is drawn that has to do with what the program is about. */
    private static final int RELATED = 20;

    private final World world;
    private final List<Feature> features;
    private final Set<Feature> related;
    private final List<Setter> setters;
    private final SplittableRandom random;
    private int number;

    private Generator(World world, List<Feature> features, long seed) {
        this.world = world;
        this.features = features;
        this.setters = world.setters();
        this.random = new SplittableRandom(seed);
        this.related = related();
    }

    /** Most programs are about one thing: what two features do to each other shows where both have to do with the same. */
    private Set<Feature> related() {
        if (random.nextInt(4) == 0) {
            return Set.of();
        }
        String name = oneOf(Feature.commonNames(features));
        return features.stream()
                .filter(feature -> feature.names().contains(name))
                .collect(Collectors.toSet());
    }

    /** The usual things must not crowd out the rare ones, where nobody has looked. */
    private int weight(Feature feature) {
        return (2 + feature.weight()) * (related.contains(feature) ? RELATED : 1);
    }

    static Program program(World world, List<Feature> features, long seed) {
        return new Generator(world, features, seed).program();
    }

    private Program program() {
        List<Step> steps = new ArrayList<>();
        boolean transactions = random.nextInt(4) > 0;
        if (transactions) {
            steps.add(called(Call.AUTO_COMMIT_OFF));
        }
        boolean others = random.nextInt(3) == 0;
        int length = 1 + random.nextInt(9);
        for (int i = 0; i < length; i++) {
            if (random.nextInt(4) == 0) {
                steps.add(called(weighted(Arrays.asList(Call.values()), Call::weight)));
            } else {
                send(weighted(features, f -> f.form() == 'o' && !others ? 0 : weight(f)), steps);
            }
        }
        steps.add(called(random.nextInt(6) > 0 ? Call.COMMIT : Call.ROLLBACK));
        steps.add(called(Call.AUTO_COMMIT_ON));
        String options = oneOf(world.vendorsOptions()) + oneOf(BATONS_OPTIONS);
        world.parts("session").stream()
                .filter(query -> !options.contains("protected") || !query.contains("@@session.autocommit"))
                .forEach(query -> steps.add(new Step.Examined(query)));
        return new Program(options, steps);
    }

    private void send(Feature feature, List<Step> steps) {
        Text text = text(feature.template());
        switch (feature.form()) {
            case 'o' -> steps.add(new Step.Others(text));
            case 'e' -> {
                boolean saved = random.nextInt(3) > 0;
                if (saved) {
                    steps.add(called(Call.SAVEPOINT));
                }
                steps.add(sent(feature, 'r', text));
                if (saved) {
                    steps.add(called(Call.ROLLBACK_TO));
                }
            }
            default -> {
                steps.add(sent(feature, feature.form(), text));
                if (steps.get(steps.size() - 1) instanceof Step.Sent sent && sent.carrier() == Carrier.KEPT) {
                    steps.add(called(Call.AGAIN));
                }
            }
        }
    }

    private Step sent(Feature feature, char form, Text text) {
        List<Carrier> carriers =
                Arrays.stream(Carrier.values()).filter(c -> c.takes(form)).toList();
        Carrier carrier = weighted(carriers, Carrier::weight);
        Text dressed = random.nextInt(8) == 0 ? Dress.of(world, random).on(text, form, carrier) : text;
        return new Step.Sent(feature.name(), carrier, dressed);
    }

    private Step called(Call call) {
        return new Step.Called(call, 60 + random.nextInt(9));
    }

    private Text text(String template) {
        List<String> words = new ArrayList<>();
        List<Text.Value> values = new ArrayList<>();
        Matcher matcher = VALUE.matcher(template);
        int from = 0;
        while (matcher.find()) {
            words.add(template.substring(from, matcher.start()));
            values.add(value(Kind.valueOf(matcher.group(1)), matcher.group(2)));
            from = matcher.end();
        }
        words.add(template.substring(from));
        return new Text(words, values);
    }

    private Text.Value value(Kind kind, String bound) {
        int n = bound == null ? 10 + number++ : 1 + random.nextInt(Integer.parseInt(bound));
        Setter setter = oneOf(setters.stream().filter(s -> s.kind() == kind).toList());
        return new Text.Value(kind, n, random.nextInt(12), setter);
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private <T> T weighted(List<T> all, ToIntFunction<T> weight) {
        int at = random.nextInt(all.stream().mapToInt(weight).sum());
        for (T one : all) {
            at -= weight.applyAsInt(one);
            if (at < 0) {
                return one;
            }
        }
        throw new IllegalStateException();
    }
}
