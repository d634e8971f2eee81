/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All dialects are made at once, and hardly any application has the drivers of all vendors. */
class OptionalDriversTest {

    @ParameterizedTest
    @ValueSource(strings = {"PostgresDialect", "MySqlDialect", "MariaDbDialect"})
    void should_know_a_vendor_without_its_driver(String dialect) throws Exception {
        try (URLClassLoader withoutDrivers =
                new URLClassLoader(withoutDrivers(), ClassLoader.getPlatformClassLoader())) {
            Class<?> loaded = withoutDrivers.loadClass(PostgresDialect.class.getPackageName() + "." + dialect);
            Object made = loaded.getDeclaredConstructor().newInstance();

            String driver = (String) loaded.getMethod("driverClass").invoke(made);
            assertThat(isThere(withoutDrivers, driver)).isFalse();
            assertThat(isThere(getClass().getClassLoader(), driver)).isTrue();
            assertThat(loaded.getMethod("name").invoke(made)).isNotNull();
            assertThat(loaded.getMethod("classify", SQLException.class)
                            .invoke(made, new SQLException("is not on the class path", "08001")))
                    .isNotNull();
        }
    }

    private static URL[] withoutDrivers() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String file = Path.of(entry).getFileName().toString();
            if (!file.startsWith("postgresql-") && !file.startsWith("mysql-") && !file.startsWith("mariadb-")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static boolean isThere(ClassLoader loader, String name) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
