/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in docs/options.md is made from the declaration. */
class OptionsDocumentTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "driver"), "..", "docs", "options.md");
    private static final String TABLE_HEAD =
            "| option | default | bounds | what it does |\n| --- | --- | --- | --- |\n";

    @Test
    void should_hold_the_table_that_the_declaration_gives() throws IOException {
        String table = Arrays.stream(BatonOption.values())
                .map(option -> "| `%s` | %s | %s | %s |\n"
                        .formatted(option.key(), option.defaultText(), option.bounds(), option.description()))
                .collect(Collectors.joining("", TABLE_HEAD, ""));

        assertThat(Files.readString(DOCUMENT)).contains(table);
    }
}
