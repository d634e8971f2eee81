/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * On what the figures were taken.
 *
 * @param versions of what was compared, by name
 */
public record Machine(
        String processor, int processors, long memoryGiB, String system, String java, Map<String, String> versions) {

    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final double GIB = 1L << 30;

    public Machine {
        versions = new TreeMap<>(versions);
    }

    /** This one. */
    public static Machine here() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                findProcessor(),
                system.getAvailableProcessors(),
                Math.round(system.getTotalMemorySize() / GIB),
                system.getName() + " " + system.getVersion().replaceFirst("-.*", ""),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                readVersions());
    }

    /** How many processes want a processor, over the last minute. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String findProcessor() {
        try {
            return Files.readAllLines(CPU).stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static Map<String, String> readVersions() {
        Properties versions = new Properties();
        try (InputStream file = Machine.class.getResourceAsStream("versions.properties")) {
            versions.load(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> byName = new TreeMap<>();
        versions.stringPropertyNames().forEach(name -> byName.put(name, versions.getProperty(name)));
        return byName;
    }
}
