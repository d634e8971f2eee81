/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BatonTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine baton = Baton.commandLine();
        baton.setOut(new PrintWriter(out, true));
        baton.setErr(new PrintWriter(err, true));
        return baton.execute(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "'drill --fault flood', \"'flood' is not one of kill, freeze, stop, old-primary-returns\"",
        "'drill --seconds 3', '--seconds must be between 8 and 600, not 3'",
        "'drill --seconds soon', 'soon'",
        "'drill --writers 0', '--writers must be between 1 and 64, not 0'",
        "'drill --json /no/such/directory/report.json', 'no writable directory'",
        "'drill --fast', '--fast'",
        "'dril', 'dril'",
    })
    void should_say_what_is_wrong_in_one_line(String line, String message) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).startsWith("baton: ").contains(message.replace("\"", ""));
    }

    @Test
    void should_list_the_commands_and_the_faults() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("drill");
        assertThat(run("drill", "--help")).isZero();
        assertThat(out.toString()).contains("old-primary-returns").contains("--json");
    }
}
