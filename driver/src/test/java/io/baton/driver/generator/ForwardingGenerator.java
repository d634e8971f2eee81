/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the forwarding classes from the JDBC interfaces of the running JDK and the {@link RuleTable}. */
final class ForwardingGenerator {
    static final String UPDATE_PROPERTY = "baton.forwarding.update";
    static final String COMMAND = "mvn -pl driver -am test -Dtest=ForwardingSourcesTest -D" + UPDATE_PROPERTY
            + "=true -Dsurefire.failIfNoSpecifiedTests=false";

    private ForwardingGenerator() {}

    /**
     * Writes the sources below the given folder. For the case that the hand-written classes changed so much that the old
     * generated ones do not compile with them, and the test that usually writes them cannot run.
     */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path sourceFolder) throws IOException {
        for (Map.Entry<String, String> source : generate().entrySet()) {
            Path file = sourceFolder.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
    }

    /** The source of each class, by its path below the source folder. */
    static SortedMap<String, String> generate() {
        SortedMap<String, String> sources = new TreeMap<>();
        for (ForwardingType type : ForwardingType.ALL) {
            String path = ForwardingType.PACKAGE.replace('.', '/') + "/" + type.className() + ".java";
            sources.put(path, ForwardingWriter.write(type));
        }
        return sources;
    }
}
