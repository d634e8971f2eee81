/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was put into a row of an updatable result is not lost between that and {@code updateRow}. */
class ChangedRowsTest {

    private static final Work UPDATE = Work.of(
                    "a statement between updateString and updateRow",
                    (connection, done) -> {
                        connection.setAutoCommit(false);
                        try (Statement statement = connection.createStatement(
                                        ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                                ResultSet rows = statement.executeQuery("SELECT id, words FROM changed")) {
                            rows.next();
                            rows.updateString(2, "new");
                            Rows.update(connection, "UPDATE changed SET words = words WHERE id = 2");
                            rows.updateRow();
                        }
                        connection.commit();
                        return "";
                    },
                    "SELECT id, words FROM changed ORDER BY id")
            .before("DELETE FROM changed", "INSERT INTO changed VALUES (1, 'old')");

    @Test
    void should_write_a_changed_row_or_say_so_on_postgres() throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(
                    List.of("CREATE TABLE changed (id int PRIMARY KEY, words text)", "GRANT ALL ON changed TO app"));
            judge(site);
        }
    }

    @Test
    void should_write_a_changed_row_or_say_so_on_mariadb() throws Exception {
        try (Site site = Site.of(Engine.MARIADB)) {
            site.createLedger();
            site.asAdmin(List.of("CREATE TABLE changed (id INT PRIMARY KEY, words VARCHAR(10)) ENGINE=InnoDB"));
            judge(site);
        }
    }

    private static void judge(Site site) throws Exception {
        Report report = new Report();
        new Sweep(site, report).sample(UPDATE, EnumSet.of(Fault.LOST_REQUEST, Fault.ENDED_SESSION), 2);
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
    }
}
