/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.sabotage;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.platform.commons.util.StringUtils;

/** The driver without one of its mends: classes that stand before the true ones in the class path. */
final class Damaged {

    private Damaged() {}

    /** The class path of this test, however it was started. */
    static String classPath() {
        String ofSurefire = System.getProperty("surefire.test.class.path");
        return StringUtils.isBlank(ofSurefire) ? System.getProperty("java.class.path") : ofSurefire;
    }

    /**
     * Compiles what is changed.
     *
     * @param folder an empty one, outside of any repository
     * @return a class path
     */
    static String by(Sabotage sabotage, Path folder) throws IOException, InterruptedException {
        sabotage.damaged(folder);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<Path> sources = new ArrayList<>();
        sabotage.sources().forEach(source -> sources.add(folder.resolve(source)));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-nowarn", "-proc:none", "-parameters", "-d", classes.toString(), "-cp", classPath());
            boolean compiled = compiler.getTask(
                            said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(sabotage.name() + ": " + said);
            }
        }
        return classes + System.getProperty("path.separator") + classPath();
    }
}
