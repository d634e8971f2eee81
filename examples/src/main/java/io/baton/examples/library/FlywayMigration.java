/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.examples.library;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The schema by Flyway, from {@code db/migration}. Flyway gets a DataSource: it knows URLs by a list of its own. */
public final class FlywayMigration {

    private FlywayMigration() {}

    public static void main(String[] args) {
        try (HikariDataSource pool = Pool.open(args[0], args[1], args[2])) {
            migrate(pool).forEach(System.out::println);
        }
    }

    /** What was done now, then what is there. */
    public static List<String> migrate(DataSource source) {
        Flyway flyway = Flyway.configure().dataSource(source).load();
        int executed = flyway.migrate().migrationsExecuted;
        flyway.validate();
        Stream<String> applied = Arrays.stream(flyway.info().applied())
                .map(migration ->
                        migration.getVersion() + " " + migration.getDescription() + " is " + migration.getState());
        return Stream.concat(Stream.of(executed + " migrations"), applied).toList();
    }
}
