/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sabotages can be done to the driver as it is now. */
class SabotageTest {

    @Test
    void should_still_apply() throws Exception {
        List<String> failed = new ArrayList<>();
        for (Sabotage sabotage : Sabotage.all()) {
            Process git = new ProcessBuilder(
                            "git", "apply", "--check", sabotage.patch().toString())
                    .directory(Sabotage.PROJECT.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (git.waitFor() != 0) {
                failed.add(sabotage.name() + ": " + said);
            }
        }
        assertThat(failed).isEmpty();
        assertThat(Sabotage.all()).hasSizeGreaterThan(40);
    }

    /** All of them with -Dbaton.sabotage.compile=all; they are compiled before they are used in any case. */
    @Test
    void should_compile(@TempDir Path folder) throws Exception {
        boolean all = System.getProperty("baton.sabotage.compile", "").equals("all");
        List<Sabotage> some = all ? Sabotage.all() : Sabotage.all().subList(0, 1);
        List<String> failed = new ArrayList<>();
        for (Sabotage sabotage : some) {
            try {
                Damaged.by(sabotage, Files.createDirectory(folder.resolve(sabotage.name())));
            } catch (IllegalStateException e) {
                failed.add(e.getMessage());
            }
        }
        assertThat(failed).isEmpty();
    }
}
