/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayRefusalTest {

    @ParameterizedTest
    @EnumSource
    void should_be_explained_in_the_documentation(ReplayRefusal refusal) throws IOException {
        Path page = Path.of(System.getProperty("basedir", ""), "../docs/replay.md");
        assertThat(Files.readString(page)).contains("`" + refusal.name() + "`");
    }
}
