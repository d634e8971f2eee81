/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.report;

import io.baton.bench.calls.CallResult;
import io.baton.bench.race.RaceResult;
import io.baton.bench.server.ServerResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All figures there are, and the form of the JSON file. A part is null while it has not been measured. */
public record Report(
        int schemaVersion,
        Machine machine,
        @Nullable Part<CallResult> calls,
        @Nullable Part<ServerResult> server,
        @Nullable Part<RaceResult> race) {

    private static final int SCHEMA_VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /**
     * What was measured in one go.
     *
     * @param loadBefore load average of the machine when it began, which others caused
     * @param loadAfter and when it ended, which it caused itself as well
     */
    public record Part<T>(Instant startedAt, double minutes, double loadBefore, double loadAfter, List<T> results) {}

    /** Without figures. */
    public static Report empty() {
        return new Report(SCHEMA_VERSION, Machine.here(), null, null, null);
    }

    /** The report in that file, to be completed; an empty one where there is none or where it is from another machine. */
    public static Report readOrEmpty(Path file) {
        Report here = empty();
        if (!Files.exists(file)) {
            return here;
        }
        Report found = read(file);
        return found.machine.equals(here.machine) ? found : here;
    }

    public static Report read(Path file) {
        return JSON.readValue(file, Report.class);
    }

    public void write(Path file) {
        JSON.writeValue(file, this);
    }

    public Report withCalls(Part<CallResult> measured) {
        return new Report(schemaVersion, machine, measured, server, race);
    }

    public Report withServer(Part<ServerResult> measured) {
        return new Report(schemaVersion, machine, calls, measured, race);
    }

    public Report withRace(Part<RaceResult> measured) {
        return new Report(schemaVersion, machine, calls, server, measured);
    }
}
