/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.nio.file.Path;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes a report as JSON. */
final class ReportFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private ReportFile() {}

    static void write(DrillReport report, Path file) {
        JSON.writeValue(file, report);
    }
}
