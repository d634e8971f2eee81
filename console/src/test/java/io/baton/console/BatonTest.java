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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "drill --fault nap         | 'nap' is not one of kill, freeze, stop, old-primary-returns",
                "drill --seconds 7         | --seconds must be between 8 and 600, not 7",
                "drill --seconds soon      | 'soon' is not an int",
                "drill --writers 0         | --writers must be between 1 and 64, not 0",
                "drill --readers 65        | --readers must be between 0 and 64, not 65",
                "drill --rounds 0          | --rounds must be between 1 and 1000000, not 0",
                "drill --json /no/such/f   | no writable directory /no/such",
                "drill --json /            | --json names a directory: /",
                "drill --frobnicate        | Unknown option: '--frobnicate'",
                "drill --seconds           | Missing required parameter for option '--seconds'",
                "frobnicate                | Unmatched argument",
            })
    void should_refuse_with_one_line(String arguments, String complaint) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("baton: ")
                .contains(complaint);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void should_list_its_commands() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("drill", "bench");
    }

    @Test
    void should_explain_the_options_of_the_drill() {
        assertThat(run("drill", "--help")).isZero();

        assertThat(out.toString())
                .containsSubsequence("kill, freeze, stop,", "old-primary-returns")
                .contains("--json", "--async", "--no-color", "Exit status");
    }

    private int run(String... arguments) {
        CommandLine baton = Baton.commandLine();
        baton.setOut(new PrintWriter(out, true));
        baton.setErr(new PrintWriter(err, true));
        return baton.execute(arguments);
    }
}
