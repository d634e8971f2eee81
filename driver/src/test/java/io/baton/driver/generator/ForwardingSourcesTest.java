/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * The checked-in sources are what the generator writes. Compared on JDK 17 alone: a newer JDK may have more JDBC
 * methods, which the generator would forward and {@code --release 17} would refuse. {@link ForwardingCompletenessTest}
 * says on each JDK whether there are such methods.
 */
@EnabledForJreRange(
        min = JRE.JAVA_17,
        max = JRE.JAVA_17,
        disabledReason = "The sources are generated from the JDBC interfaces of JDK 17, the oldest that Baton runs on")
class ForwardingSourcesTest {
    private static final Path SOURCES = Path.of(System.getProperty("basedir", ""), "src/generated/java");

    @Test
    void checkedInSourcesAreWhatTheGeneratorWritesOnJdk17() throws IOException {
        SortedMap<String, String> generated = ForwardingGenerator.generate();
        if (Boolean.getBoolean(ForwardingGenerator.UPDATE_PROPERTY)) {
            ForwardingGenerator.write(SOURCES);
        }

        SortedMap<String, String> checkedIn = read();

        String remedy = "The generated sources are out of date. Run: " + ForwardingGenerator.COMMAND;
        assertThat(checkedIn.keySet()).as(remedy).isEqualTo(generated.keySet());
        generated.forEach((path, source) ->
                assertThat(checkedIn.get(path)).as(path + ". " + remedy).isEqualTo(source));
    }

    @Test
    void generatingTwiceGivesTheSameSources() {
        assertThat(ForwardingGenerator.generate()).isEqualTo(ForwardingGenerator.generate());
    }

    @Test
    void noLineIsLongerThan120CharactersButTheCommandToCopy() {
        assertThat(ForwardingGenerator.generate().values().stream().flatMap(String::lines))
                .filteredOn(line -> line.length() > 120)
                .allMatch(line -> line.equals("// " + ForwardingGenerator.COMMAND));
    }

    private static SortedMap<String, String> read() throws IOException {
        SortedMap<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = SOURCES.relativize(file).toString().replace('\\', '/');
                sources.put(path, Files.readString(file));
            }
        }
        return sources;
    }
}
