/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads a history as it is printed, one transaction a line. */
final class Notation {

    private Notation() {}

    static History history(String text) {
        return new History(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Notation::attempt)
                .toList());
    }

    private static Attempt attempt(String line) {
        String[] halves = line.split(": *", 2);
        List<String> words = List.of(halves[0].split(" ", -1));
        String[] times = words.get(1).split("-", -1);
        List<Op> ops = new ArrayList<>();
        Stream.of(halves[1].split(", *", -1)).filter(op -> !op.isEmpty()).forEach(op -> ops.add(op(op)));
        return new Attempt(
                words.get(0),
                Long.parseLong(times[0]),
                Long.parseLong(times[1]),
                Level.valueOf(words.get(2)),
                !words.contains("stale"),
                Told.of(words.get(words.size() - 1)),
                ops);
    }

    private static Op op(String text) {
        List<String> words = List.of(text.split(" ", -1));
        String first = words.size() > 1 ? words.get(1) : "";
        return switch (words.get(0)) {
            case "append" -> new Op.Append(first, number(words, 2));
            case "read" -> new Op.Seen(first, numbers(text));
            case "swap" -> new Op.Swap(first, number(words, 2), number(words, 3), true);
            case "refused" -> new Op.Swap(first, number(words, 2), number(words, 3), false);
            case "held" -> new Op.Held(first, number(words, 2));
            case "move" -> new Op.Move(number(words, 1), words.get(2), words.get(3), number(words, 4));
            case "total" -> new Op.Total(number(words, 1));
            case "balance" -> new Op.Balance(first, number(words, 2));
            case "journal" -> new Op.Journal(numbers(text));
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static long number(List<String> words, int place) {
        return Long.parseLong(words.get(place));
    }

    private static List<Long> numbers(String text) {
        String inside = text.substring(text.indexOf('[') + 1, text.indexOf(']'));
        return Arrays.stream(inside.split(" ", -1))
                .filter(number -> !number.isEmpty())
                .map(Long::valueOf)
                .toList();
    }
}
