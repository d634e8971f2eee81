/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.report;

import java.io.IOException;
import java.nio.file.Path;

/** {@code performance.json} and {@code performance.md} in one folder. */
public record ReportFiles(Path folder) {

    private Path json() {
        return folder.resolve("performance.json");
    }

    /** What is there from earlier runs on this machine, to be completed. */
    public Report read() {
        return Report.readOrEmpty(json());
    }

    public void write(Report report) throws IOException {
        report.write(json());
        Markdown.write(report, folder.resolve("performance.md"));
    }
}
