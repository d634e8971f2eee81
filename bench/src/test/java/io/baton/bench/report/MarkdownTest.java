/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.bench.calls.CallResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownTest {

    private static final String BUSY = "Others used the machine meanwhile";

    @TempDir
    Path folder;

    private final Report empty = new Report(1, Samples.MACHINE, null, null, null);

    private List<String> lines(Report report) throws IOException {
        Path file = folder.resolve("performance.md");
        Markdown.write(report, file);
        return Files.readAllLines(file);
    }

    @Test
    void should_show_the_machine_and_the_versions_by_name() throws IOException {
        assertThat(lines(empty))
                .containsExactly(
                        "<!-- figures: written by ./baton bench -->",
                        "a processor, 2 processors, 24 GiB; Linux 6; a JVM.",
                        "AWS 2, JMH 1.",
                        "<!-- end of figures -->");
    }

    @Test
    void should_show_contenders_side_by_side_in_one_order() throws IOException {
        assertThat(lines(empty.withCalls(Samples.part(0.5, Samples.calls(1)))))
                .containsSubsequence(
                        "## What a call costs",
                        "Begun 2026-01-02 03:04 UTC, took 12 minutes; load average 0.5 when it began, 3.0 when it ended.",
                        "### 1 driver behind the wrappers",
                        "| | raw | HikariCP | Baton |",
                        "|---|---|---|---|",
                        "| prepare, bind, execute, read, close, ns | 20.0 ± 1.25 | 70.0 ± 1.25 | 50.0 ± 1.25 |",
                        "| B | 0 | 56 | 56 |",
                        "| 1000 rows x 4 columns, ns | 10,000 ± 1.25 | 11,000 ± 1.25 | 12,015 ± 1.25 |",
                        "| statement cycle | 30.0 ns | 30.0 ns | kept |",
                        "| reading a column of a row | 0.50 ns | 0.50 ns | kept |");
    }

    @Test
    void should_say_what_is_missed() throws IOException {
        List<CallResult> dearer = Samples.calls(1).stream()
                .map(call -> Samples.call(call.operation(), call.contender(), 1, call.cpuNs() * 2, call.bytes()))
                .toList();
        assertThat(lines(empty.withCalls(Samples.part(0.5, dearer))))
                .contains("| statement cycle | 60.0 ns | 30.0 ns | **missed** |");
    }

    @Test
    void should_keep_one_driver_and_several_apart() throws IOException {
        List<CallResult> both = Stream.concat(Samples.calls(1).stream(), Samples.calls(3).stream())
                .toList();
        assertThat(lines(empty.withCalls(Samples.part(0.5, both))))
                .containsSubsequence("### 1 driver behind the wrappers", "### 3 drivers behind the wrappers");
    }

    @Test
    void should_warn_of_figures_from_a_busy_machine_only() throws IOException {
        assertThat(lines(empty.withCalls(Samples.part(2.1, Samples.calls(1))))).anyMatch(line -> line.contains(BUSY));
        assertThat(lines(empty.withCalls(Samples.part(2.0, Samples.calls(1))))).noneMatch(line -> line.contains(BUSY));
    }

    @Test
    void should_show_the_load_on_a_server() throws IOException {
        assertThat(lines(empty.withServer(Samples.part(0.5, List.of(Samples.server())))))
                .contains(
                        "| PostgreSQL | small transactions (update, select, insert, commit) | Baton | 8 | 1,234, 57, 8,901 | 1,222, 58, 9,012"
                                + " | 0.990 (0.980 to 1.010) |");
    }

    @Test
    void should_show_the_race() throws IOException {
        assertThat(lines(empty.withRace(Samples.part(0.5, List.of(Samples.race())))))
                .containsSubsequence(
                        "### kill",
                        "| Baton | 4 of 5: 3 acknowledged writes are missing | 123, 568 (1 writers never) | 40001 x 7 | 7 | 3 | 0"
                                + " | - | 16, 12, 141 |");
    }

    @Test
    void should_write_figures_the_same_way_everywhere() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(lines(empty.withServer(Samples.part(0.5, List.of(Samples.server())))))
                    .anyMatch(line -> line.contains("1,234, 57"));
        } finally {
            Locale.setDefault(before);
        }
    }
}
