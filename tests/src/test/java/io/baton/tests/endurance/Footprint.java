/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.endurance;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this JVM holds.
 *
 * @param threads of Baton and of the vendor's driver, by name without its numbers
 * @param sockets open ones among the files
 * @param heapBytes after collection
 * @param liveBytes of all objects that the collection has left
 * @param instances of Baton's classes, by class
 */
record Footprint(
        Map<String, Long> threads,
        long files,
        long sockets,
        long heapBytes,
        long liveBytes,
        Map<String, Long> instances) {

    private static final Pattern HISTOGRAM_LINE =
            Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(io\\.baton\\.(?:driver|topology|pool)\\S*).*");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.:]+");

    static Footprint now() throws IOException, JMException {
        String histogram = histogram(); // Collects garbage first.
        Map<String, Long> threads = Thread.getAllStackTraces().keySet().stream()
                .map(thread -> NUMBERS.matcher(thread.getName()).replaceAll("#"))
                .filter(name -> name.startsWith("baton") || name.startsWith("PostgreSQL") || name.startsWith("Hikari"))
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Footprint(
                threads, descriptors(""), descriptors("socket:"), heap, liveBytes(histogram), instances(histogram));
    }

    private static long descriptors(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.filter(file -> target(file).startsWith(prefix)).count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "gone"; // the one that lists them
        }
    }

    private static String histogram() throws JMException {
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        return (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(commands, "gcClassHistogram", new Object[] {new String[0]}, new String[] {
                    String[].class.getName()
                });
    }

    private static Map<String, Long> instances(String histogram) {
        Map<String, Long> instances = new TreeMap<>();
        histogram
                .lines()
                .map(HISTOGRAM_LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> instances.put(line.group(2), Long.parseLong(line.group(1))));
        return instances;
    }

    private static long liveBytes(String histogram) {
        Matcher total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("no total in " + histogram);
        }
        return Long.parseLong(total.group(1));
    }

    @Override
    public String toString() {
        return "threads " + threads + ", " + files + " files, " + sockets + " sockets, " + heapBytes / 1024
                + " KiB heap, "
                + instances.values().stream().mapToLong(Long::longValue).sum() + " instances of " + instances.size()
                + " classes";
    }
}
