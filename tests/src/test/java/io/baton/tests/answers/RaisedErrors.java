/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever error the application's own code raises, be it one that the server has for the end of a session: without a fault Baton shows what
 * the vendor's driver shows, and leaves what it leaves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RaisedErrors {

    /** All is some ten thousand texts. */
    private static final int EVERY_NTH = Integer.getInteger("baton.answers.everyNth", 97);

    private Site site;

    abstract Site start() throws SQLException;

    /** Each of all texts that raise an error. */
    abstract List<String> texts();

    @BeforeAll
    void setUp() throws SQLException {
        site = start();
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"true, ''", "false, ''", "true, &baton.autocommit=protected"})
    void should_show_what_the_vendors_driver_shows(boolean autoCommit, String options) throws SQLException {
        List<String> all = texts();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        Connection vendors = DriverManager.getConnection(site.vendorsUrl(""));
        Connection batons = DriverManager.getConnection(site.batonsUrl(options));
        for (int i = autoCommit ? 0 : 1; i < all.size(); i += EVERY_NTH, compared++) {
            vendors = open(vendors, site.vendorsUrl(""));
            batons = open(batons, site.batonsUrl(options));
            String expected = run(vendors, all.get(i), autoCommit);
            String shown = run(batons, all.get(i), autoCommit);
            if (!shown.equals(expected)) {
                differences.add(all.get(i) + ": " + shown + " instead of " + expected);
            }
        }
        vendors.close();
        batons.close();
        System.out.println(compared + " raised errors compared, of " + all.size());
        assertThat(differences).isEmpty();
    }

    private static Connection open(Connection connection, String url) throws SQLException {
        return connection.isClosed() ? DriverManager.getConnection(url) : connection;
    }

    /** What is seen of it, and of what is left. */
    private static String run(Connection connection, String text, boolean autoCommit) throws SQLException {
        connection.setAutoCommit(autoCommit);
        StringBuilder seen = new StringBuilder();
        try {
            if (!autoCommit) {
                Sql.execute(connection, "INSERT INTO plain VALUES (1)");
            }
            Sql.execute(connection, text);
            seen.append("nothing");
        } catch (SQLException e) {
            for (SQLException each = e; each != null; each = each.getNextException()) {
                seen.append(each.getClass().getName())
                        .append(' ')
                        .append(told(each))
                        .append("; ");
            }
        }
        seen.append(connection.isClosed() ? "closed, " : "open, ");
        seen.append(left(connection));
        if (!autoCommit && !connection.isClosed()) {
            connection.rollback();
            seen.append(left(connection));
            connection.rollback();
        }
        return seen.toString();
    }

    private static String told(SQLException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\(conn=\\d+\\)", "");
        return e.getSQLState() + " " + e.getErrorCode() + " " + message;
    }

    private static String left(Connection connection) {
        try {
            return Rows.of(connection, "SELECT COUNT(*) FROM plain") + connection.getAutoCommit();
        } catch (SQLException e) {
            return told(e);
        }
    }
}
