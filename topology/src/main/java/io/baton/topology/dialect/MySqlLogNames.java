/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the logs of the servers are called that were met so far, without their numbers. To an account without rights a replica of MySQL says
 * that it applies to whoever knows what the log of its primary is called, and says to others the same as one at rest. Thread-safe.
 */
final class MySqlLogNames {

    /** The name of this server's own log; null when it has none. */
    static final String OWN = "SUBSTRING_INDEX(REPLACE(@@GLOBAL.log_bin_basename, CHAR(92), '/'), '/', -1)";

    private final Set<String> met = new ConcurrentSkipListSet<>(Set.of("binlog")); // MySQL's default.

    void met(@Nullable String name) {
        if (name != null) {
            met.add(name);
        }
    }

    /**
     * Null when no applier runs that follows one of these, or the server's own; else a number, after a wait for next to nothing.
     *
     * @param function what waits for a position, which is called differently in the course of time
     * @param seconds for how long it waits at most
     */
    String appliers(String function, String seconds) {
        String others = met.stream()
                .map(name -> ", " + wait(function, "0x" + hex(name), seconds))
                .collect(Collectors.joining());
        return "COALESCE(" + wait(function, OWN, seconds) + others + ")";
    }

    /** No log gets that far. */
    private static String wait(String function, String name, String seconds) {
        return function + "(CONCAT(" + name + ", '.999999'), 4, " + seconds + ")";
    }

    /** Whoever chose the name must not have chosen what is asked. */
    private static String hex(String name) {
        return HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
    }
}
