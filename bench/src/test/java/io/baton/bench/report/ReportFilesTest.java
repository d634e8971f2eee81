/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    @TempDir
    Path folder;

    private ReportFiles files;
    private Path markdown;

    @BeforeEach
    void open() {
        files = new ReportFiles(folder);
        markdown = folder.resolve("performance.md");
    }

    private static Report full(Machine machine) {
        return new Report(
                1,
                machine,
                Samples.part(0.5, Samples.calls(1)),
                Samples.part(0.5, List.of(Samples.server())),
                Samples.part(0.5, List.of(Samples.race())));
    }

    @Test
    void should_read_what_it_wrote() throws IOException {
        Report written = full(Machine.here());
        files.write(written);
        assertThat(files.read()).isEqualTo(written);
    }

    @Test
    void should_keep_the_parts_that_were_not_measured_again() throws IOException {
        files.write(full(Machine.here()));
        files.write(files.read().withCalls(Samples.part(0.1, Samples.calls(3))));

        Report now = files.read();
        assertThat(now.calls()).isEqualTo(Samples.part(0.1, Samples.calls(3)));
        assertThat(now.server()).isEqualTo(full(Machine.here()).server());
        assertThat(now.race()).isEqualTo(full(Machine.here()).race());
    }

    @Test
    void should_not_mix_figures_of_two_machines() throws IOException {
        files.write(full(Samples.MACHINE));
        assertThat(files.read()).isEqualTo(Report.empty());
    }

    @Test
    void should_begin_without_figures() {
        assertThat(files.read()).isEqualTo(Report.empty());
    }

    @Test
    void should_take_the_place_between_the_marks_and_leave_the_rest_to_people() throws IOException {
        String begin = "<!-- figures: written by ./baton bench -->\n";
        String end = "<!-- end of figures -->\n";
        Files.writeString(markdown, "# Mine\n" + begin + "old figures\n" + end + "also mine\n");
        files.write(full(Samples.MACHINE));

        String text = Files.readString(markdown);
        assertThat(text).startsWith("# Mine\n" + begin).endsWith(end + "also mine\n");
        assertThat(text).contains("a processor").doesNotContain("old figures");
        files.write(full(Samples.MACHINE));
        assertThat(markdown).hasContent(text);
    }

    @Test
    void should_not_write_over_a_file_that_has_no_place_for_figures() throws IOException {
        Files.writeString(markdown, "mine alone\n");
        assertThatThrownBy(() -> files.write(full(Samples.MACHINE)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no place for figures");
        assertThat(markdown).hasContent("mine alone\n");
    }
}
