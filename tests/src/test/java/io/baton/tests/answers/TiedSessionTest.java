/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.TransactionLost;
import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What earlier transactions have left in a session goes with it. Whoever was told that only the open transaction is lost would go on in
 * another session, without it: so the connection is lost, whatever else speaks against a replay, and whoever notices it.
 */
class TiedSessionTest {

    private static final long SEED = Long.getLong("baton.answers.seed", 14);

    /** All of them are several hundred. */
    private static final int MOST = Integer.getInteger("baton.answers.cases", 60);

    enum Place {
        POSTGRES,
        MARIADB;

        Site site() throws SQLException {
            return this == POSTGRES ? Site.postgres() : Site.of(Engine.MARIADB);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void should_lose_the_connection_and_not_the_transaction_alone(Place place) throws Exception {
        try (Site site = place.site()) {
            Map<String, Tie> ties = Tie.of(place);
            site.asAdmin(Tie.setUp(place));
            site.createLedger();
            List<String> failures = new ArrayList<>();
            List<Case> cases = Case.all(ties, Refusal.of(place));
            Collections.shuffle(cases, new Random(SEED));
            for (Case each : cases.subList(0, Math.min(MOST, cases.size()))) {
                each.run(site, place, failures);
            }
            assertThat(failures).isEmpty();
        }
    }

    /** What the lost transaction itself has made there it makes again. */
    @ParameterizedTest
    @EnumSource(Place.class)
    void should_heal_when_nobody_counts_on_what_is_gone(Place place) throws Exception {
        try (Site site = place.site()) {
            site.asAdmin(Tie.setUp(place));
            for (String text :
                    new String[] {"CREATE TEMPORARY TABLE made (n int)", "SELECT temp()", "SELECT tenant()"}) {
                try (Connection connection = DriverManager.getConnection(site.batonsUrl("&baton.replay=off"))) {
                    connection.setAutoCommit(false);
                    for (int time = 1; time <= 2; time++) {
                        int session = Case.session(connection, place);
                        Sql.execute(connection, "INSERT INTO plain VALUES (1)");
                        Sql.execute(connection, text);
                        if (time == 1) {
                            site.end(session);
                            site.awaitEnd(session);
                            assertThatThrownBy(() -> Rows.of(connection, "SELECT 1"))
                                    .as(text)
                                    .isInstanceOf(TransactionLost.class);
                            connection.rollback();
                        }
                    }
                    connection.commit();
                }
            }
            assertThat(site.read(List.of("SELECT COUNT(*) FROM plain"))).isEqualTo("[3]");
        }
    }

    /** A view that only the lost session had, made where no text says so, stood before the table that the catalogue has by that name. */
    @Test
    void should_not_take_for_harmless_what_read_something_that_is_gone() throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(Tie.setUp(Place.POSTGRES));
            site.asAdmin(List.of(
                    "CREATE FUNCTION writes() RETURNS int LANGUAGE sql AS $$ INSERT INTO plain VALUES (9); SELECT 9 $$",
                    "CREATE FUNCTION covers() RETURNS int LANGUAGE plpgsql AS"
                            + " $$ BEGIN CREATE TEMP VIEW told AS SELECT writes() AS n; RETURN 1; END $$"));
            try (Connection connection = DriverManager.getConnection(site.batonsUrl(""))) {
                Rows.of(connection, "SELECT pg_advisory_lock(7)");
                Rows.of(connection, "SELECT covers()");
                Rows.of(connection, "SELECT 1");
                site.wires().arm(new Cut(Direction.TO_CLIENT, 1, Point.BEFORE, Manner.CLOSE));
                assertThatThrownBy(() -> Rows.of(connection, "SELECT n FROM told"))
                        .isInstanceOf(CommitOutcomeUnknown.class);
            }
            assertThat(site.read(List.of("SELECT COUNT(*) FROM plain"))).isEqualTo("[1]");
        }
    }

    /**
     * One tie, one refusal, and one who notices the loss.
     *
     * @param tie empty for none
     */
    private record Case(String tie, Tie left, Refusal refusal, Noticed by) {

        static List<Case> all(Map<String, Tie> ties, List<Refusal> refusals) {
            List<Case> all = new ArrayList<>();
            ties.forEach((name, tie) -> refusals.forEach(refusal -> {
                for (Noticed by : Noticed.values()) {
                    all.add(new Case(name, tie, refusal, by));
                }
            }));
            return all;
        }

        static int session(Connection connection, Place place) throws SQLException {
            String number = place == Place.POSTGRES ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()";
            return Integer.parseInt(Rows.of(connection, number).replaceAll("\\D", ""));
        }

        void run(Site site, Place place, List<String> failures) throws SQLException {
            String told;
            try (Connection connection = DriverManager.getConnection(site.batonsUrl(refusal.options()))) {
                int session = session(connection, place);
                connection.setAutoCommit(false);
                left.make().in(connection);
                connection.commit();
                refusal.cause().in(connection);
                site.end(session);
                site.awaitEnd(session);
                told = told(connection);
            }
            if (!isTrue(told)) {
                failures.add(tie + ", " + refusal.name() + ", " + by + ": " + told);
            }
        }

        /** A COMMIT of nothing needs no session, and one that cannot be looked into is unknown. */
        private boolean isTrue(String told) {
            boolean unsaid = by == Noticed.COMMIT && (told.equals("nothing") || told.startsWith("08007 closed"));
            if (refusal.state().equals("08007")) {
                return unsaid || told.startsWith("08007 closed");
            }
            return unsaid
                    || (left.isTie()
                            ? told.startsWith("08006 closed") && told.contains(left.named())
                            : told.startsWith("40001 open"));
        }

        private String told(Connection connection) throws SQLException {
            try {
                by.notice(connection);
                return "nothing";
            } catch (SQLException e) {
                return e.getSQLState() + (connection.isClosed() ? " closed: " : " open: ") + e.getMessage();
            }
        }
    }

    /** Who notices that the session is gone. */
    private enum Noticed {
        STATEMENT,
        COMMIT,
        METADATA,
        VALIDITY;

        void notice(Connection connection) throws SQLException {
            switch (this) {
                case STATEMENT -> Rows.of(connection, "SELECT 1");
                case COMMIT -> connection.commit();
                case METADATA ->
                    connection
                            .getMetaData()
                            .getTables(null, null, "plain", null)
                            .close();
                case VALIDITY -> {
                    connection.isValid(5);
                    Rows.of(connection, "SELECT 1");
                }
            }
        }
    }
}
