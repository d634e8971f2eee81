/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendors' descriptions ask the server for some of what they tell, after the session that they came from may be gone. */
class DescriptionsTest {

    private static final EnumSet<Fault> FAULTS = EnumSet.of(Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.ENDED_SESSION);

    private static final int EVERY = Boolean.getBoolean("baton.answers.all") ? 1 : 10;

    private static final String QUERY = "SELECT id, name AS called, m, id + 1 AS more FROM item";

    /** Does something, and describes it. */
    private interface Described {
        String by(Connection connection) throws SQLException;
    }

    private static Work work(String name, boolean autoCommit, Described program) {
        return Work.of(
                        name,
                        (connection, done) -> {
                            connection.setAutoCommit(autoCommit);
                            String told = program.by(connection);
                            if (!autoCommit) {
                                connection.commit();
                            }
                            return told;
                        },
                        "SELECT name FROM item ORDER BY name")
                .before("DELETE FROM item", "INSERT INTO item (name, m) VALUES ('a', 'sad')");
    }

    /** Once, so that the driver has asked; the session moves; and again, as well as what nobody has asked for. */
    private static String told(ResultSetMetaData columns) throws SQLException {
        StringBuilder told = new StringBuilder();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            told.append(columns.getColumnLabel(i)).append(' ').append(columns.getTableName(i));
            told.append(' ').append(columns.getSchemaName(i)).append(' ').append(columns.isNullable(i));
            told.append(' ').append(columns.isAutoIncrement(i)).append(' ').append(columns.getColumnTypeName(i));
            told.append(' ').append(columns.getColumnName(i)).append(' ').append(columns.getColumnClassName(i));
            told.append("; ");
        }
        return told.toString();
    }

    private static String elsewhere(Connection connection) throws SQLException {
        return Rows.of(connection, "SELECT 1");
    }

    private static String ofResult(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            rows.next();
            return elsewhere(connection) + told(rows.getMetaData());
        }
    }

    private static String ofDescriptionInHand(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY + " WHERE id > ?")) {
            statement.setLong(1, 0);
            try (ResultSet rows = statement.executeQuery()) {
                ResultSetMetaData columns = rows.getMetaData();
                statement.clearParameters();
                return elsewhere(connection) + told(columns);
            }
        }
    }

    private static String ofStatement(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY + " WHERE id > ?")) {
            ResultSetMetaData columns = statement.getMetaData();
            ParameterMetaData parameters = statement.getParameterMetaData();
            String moved = elsewhere(connection);
            return moved + told(columns) + parameters.getParameterTypeName(1) + parameters.getParameterType(1);
        }
    }

    private static String ofParameters(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE item SET m = ?, name = ? WHERE id = ?")) {
            ParameterMetaData parameters = statement.getParameterMetaData();
            String moved = elsewhere(connection);
            StringBuilder told = new StringBuilder(moved);
            for (int i = 1; i <= parameters.getParameterCount(); i++) {
                told.append(parameters.getParameterTypeName(i)).append(' ').append(parameters.getParameterType(i));
            }
            return told.toString();
        }
    }

    private static String ofKeys(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO item (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "b");
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                return told(keys.getMetaData());
            }
        }
    }

    private static String ofReturned(Connection connection) throws SQLException {
        try (Statement insert = connection.createStatement();
                ResultSet rows = insert.executeQuery("INSERT INTO item (name) VALUES ('b') RETURNING name, m")) {
            return told(rows.getMetaData());
        }
    }

    private static String ofCatalogue(Connection connection) throws SQLException {
        try (ResultSet rows = connection.getMetaData().getTables(null, null, "item", null)) {
            rows.next();
            return elsewhere(connection) + rows.getString("TABLE_NAME") + told(rows.getMetaData());
        }
    }

    /** The transaction has ended, the result is still there. */
    private static String ofCommitted(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.execute();
            ResultSet rows = statement.getResultSet();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return elsewhere(connection) + told(rows.getMetaData());
        }
    }

    /** pgjdbc has asked for it before, and does not ask in a transaction that has failed. */
    private static String ofFailed(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            StringBuilder told = new StringBuilder(told(rows.getMetaData()));
            try {
                elsewhere(connection);
                Rows.of(connection, "SELECT 1 / 0");
            } catch (SQLException e) {
                told.append(e.getSQLState());
                if (!"22012".equals(e.getSQLState())) {
                    throw e;
                }
            }
            told.append(told(rows.getMetaData()));
            connection.rollback();
            return told.toString();
        }
    }

    private static List<Work> works(boolean autoCommit) {
        String how = autoCommit ? " in auto-commit mode" : " in a transaction";
        return List.of(
                work("of a result" + how, autoCommit, DescriptionsTest::ofResult),
                work("in hand" + how, autoCommit, DescriptionsTest::ofDescriptionInHand),
                work("of a statement" + how, autoCommit, DescriptionsTest::ofStatement),
                work("of parameters" + how, autoCommit, DescriptionsTest::ofParameters),
                work("of keys" + how, autoCommit, DescriptionsTest::ofKeys),
                work("of the catalogue" + how, autoCommit, DescriptionsTest::ofCatalogue),
                work("of what is committed" + how, autoCommit, DescriptionsTest::ofCommitted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&baton.autocommit=protected"})
    void should_describe_truly_or_tell_on_postgres(String options) throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(List.of(
                    "CREATE TYPE mood AS ENUM ('sad', 'glad')",
                    "CREATE TABLE item (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, name text NOT NULL, m mood)",
                    "GRANT ALL ON item TO app"));
            Report report = new Report();
            for (boolean autoCommit : List.of(true, false)) {
                for (Work work : works(autoCommit)) {
                    new Sweep(site, report).sample(work.options(options), FAULTS, EVERY);
                }
                new Sweep(site, report)
                        .sample(
                                work("of rows returned, " + autoCommit, autoCommit, DescriptionsTest::ofReturned)
                                        .options(options),
                                FAULTS,
                                EVERY);
            }
            new Sweep(site, report)
                    .sample(
                            work("in a transaction that has failed", false, DescriptionsTest::ofFailed)
                                    .options(options),
                            FAULTS,
                            EVERY);
            conclude(report);
        }
    }

    @Test
    void should_describe_truly_or_tell_on_mariadb() throws Exception {
        try (Site site = Site.of(Engine.MARIADB)) {
            site.asAdmin(List.of("CREATE TABLE item (id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20) NOT NULL,"
                    + " m ENUM ('sad', 'glad'))"));
            site.createLedger();
            Report report = new Report();
            for (boolean autoCommit : List.of(true, false)) {
                for (Work work : works(autoCommit)) {
                    if (!work.name().contains("parameters")
                            && !work.name().contains("statement")) { // Of which it tells nothing.
                        new Sweep(site, report).sample(work, FAULTS, EVERY);
                    }
                }
            }
            conclude(report);
        }
    }

    private static void conclude(Report report) {
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
    }
}
