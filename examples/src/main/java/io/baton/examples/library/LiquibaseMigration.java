/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.examples.library;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.changelog.ChangeSet;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;

/** The schema by Liquibase, from {@code db/changelog/library.yaml}. */
public final class LiquibaseMigration {

    private LiquibaseMigration() {}

    public static void main(String[] args) throws SQLException, LiquibaseException {
        try (HikariDataSource pool = Pool.open(args[0], args[1], args[2])) {
            migrate(pool).forEach(System.out::println);
        }
    }

    /** The change sets that were done now. */
    public static List<String> migrate(DataSource source) throws SQLException, LiquibaseException {
        try (Connection connection = source.getConnection();
                Liquibase liquibase = new Liquibase(
                        "db/changelog/library.yaml",
                        new ClassLoaderResourceAccessor(),
                        new JdbcConnection(connection))) {
            List<String> pending = liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).stream()
                    .map(ChangeSet::getId)
                    .toList();
            liquibase.update();
            return pending;
        }
    }
}
