/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidShape;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As {@link WiresTest}, in the protocol of MySQL and MariaDB. */
class MySqlWiresTest {

    private static GtidCluster cluster;
    private Wires wires;

    @BeforeAll
    static void startServer() {
        cluster = GtidCluster.start(GtidShape.single(Engine.MARIADB));
    }

    @AfterAll
    static void stopServer() {
        cluster.close();
    }

    @BeforeEach
    void putProxyBefore() throws SQLException {
        cluster.primary().executeAsAdmin("CREATE OR REPLACE TABLE t (id int)");
        wires = Wires.before(cluster, "watcher");
    }

    @AfterEach
    void closeProxy() {
        wires.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("lab-wire-"));
    }

    private Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection(
                cluster.primary().jdbcUrl().replaceFirst("//[^/]*", "//" + wires.hosts()) + parameters);
    }

    private static void insert(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO t VALUES (1)");
        }
    }

    private static void assertEnds(Connection connection, Class<? extends Exception> cause) {
        Throwable failure = catchThrowable(() -> insert(connection));
        assertThat(failure).hasFieldOrPropertyWithValue("SQLState", "08000").hasRootCauseInstanceOf(cause);
    }

    private long rows() throws SQLException {
        return cluster.primary().queryLong("SELECT count(*) FROM t");
    }

    @Test
    void should_pass_on_everything_when_nothing_is_cut() throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT repeat('x', 3000000) UNION ALL SELECT repeat('y', 70000)")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).hasSize(3_000_000);
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).hasSize(70_000);
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void should_keep_the_message_from_the_server_when_it_cuts_before_it() throws SQLException {
        try (Connection connection = connect("")) {
            Cut cut = new Cut(Direction.TO_SERVER, 1, Point.BEFORE, Manner.CLOSE);
            wires.arm(cut);

            assertEnds(connection, EOFException.class);

            assertThat(cut.hit()).hasValueSatisfying(hit -> {
                assertThat(hit.type()).isEqualTo('Q');
                assertThat(hit.port()).isEqualTo(cluster.primary().port());
                awaitEnd(hit.backend());
            });
            assertThat(rows()).isZero();
        }
    }

    @Test
    void should_not_let_the_server_work_off_half_a_message() throws SQLException {
        try (Connection connection = connect("")) {
            Cut cut = new Cut(Direction.TO_SERVER, 1, Point.INSIDE, Manner.RESET);
            wires.arm(cut);

            assertEnds(connection, SocketException.class);

            awaitEnd(cut.hit().orElseThrow().backend());
            assertThat(rows()).isZero();
        }
    }

    @Test
    void should_let_the_server_work_off_what_it_has_when_it_cuts_after_the_last_message() throws SQLException {
        try (Connection connection = connect("")) {
            Cut cut = new Cut(Direction.TO_SERVER, 1, Point.AFTER, Manner.CLOSE);
            wires.arm(cut);

            assertEnds(connection, EOFException.class);

            awaitEnd(cut.hit().orElseThrow().backend());
            assertThat(rows()).isOne();
        }
    }

    @Test
    void should_keep_the_answer_from_the_client() throws SQLException {
        try (Connection connection = connect("")) {
            Cut cut = new Cut(Direction.TO_CLIENT, 1, Point.INSIDE, Manner.RESET);
            wires.arm(cut);

            assertEnds(connection, SocketException.class);

            awaitEnd(cut.hit().orElseThrow().backend());
            assertThat(cut.hit().orElseThrow().type()).isEqualTo('O');
            assertThat(rows()).isOne();
        }
    }

    @Test
    void should_leave_the_servers_session_alive_as_an_orphan() throws SQLException {
        try (Connection connection = connect("")) {
            connection.setAutoCommit(false);
            Cut cut = new Cut(Direction.TO_CLIENT, 2, Point.BEFORE, Manner.ORPHAN);
            wires.arm(cut);

            insert(connection);
            assertEnds(connection, SocketException.class);

            int backend = cut.hit().orElseThrow().backend();
            Awaitility.await()
                    .until(() -> cluster.primary()
                                    .queryLongAsAdmin("SELECT TRX_ROWS_MODIFIED FROM information_schema.INNODB_TRX"
                                            + " WHERE TRX_MYSQL_THREAD_ID = " + backend)
                            == 2);
            wires.release();
            awaitEnd(backend);
            assertThat(rows()).isZero();
        }
    }

    @Test
    void should_say_nothing_to_either_side_in_a_black_hole() throws SQLException {
        try (Connection connection = connect("&socketTimeout=300")) {
            Cut cut = new Cut(Direction.TO_SERVER, 1, Point.BEFORE, Manner.SILENCE);
            wires.arm(cut);

            assertEnds(connection, SocketTimeoutException.class);

            assertThat(isThere(cut.hit().orElseThrow().backend())).isTrue();
        }
    }

    @Test
    void should_only_do_the_deed() throws SQLException {
        AtomicInteger deeds = new AtomicInteger();
        try (Connection connection = connect("")) {
            Cut cut = new Cut(Direction.TO_SERVER, 1, Point.INSIDE, Manner.PASS, hit -> deeds.incrementAndGet());
            wires.arm(cut);

            insert(connection);
            insert(connection);

            assertThat(deeds).hasValue(1);
            assertThat(cut.passed(Direction.TO_SERVER)).isEqualTo(2);
            assertThat(cut.passed(Direction.TO_CLIENT)).isEqualTo(2);
            assertThat(rows()).isEqualTo(2);
        }
    }

    @Test
    void should_neither_count_nor_cut_those_who_watch() throws SQLException {
        Cut cut = new Cut(Direction.TO_SERVER, 1, Point.BEFORE, Manner.CLOSE);
        wires.arm(cut);
        try (Connection watcher = connect("&connectionAttributes=program_name:watcher")) {
            insert(watcher);
        }
        assertThat(cut.passed(Direction.TO_SERVER)).isZero();
        assertThat(cut.hit()).isEmpty();

        assertThatThrownBy(() -> connect("")).isInstanceOf(SQLException.class);
        assertThat(cut.hit()).hasValueSatisfying(hit -> {
            assertThat(hit.type()).isEqualTo(' ');
            assertThat(hit.backend()).as("it was in the greeting").isPositive();
        });
    }

    private boolean isThere(int backend) throws SQLException {
        return cluster.primary()
                        .queryLongAsAdmin("SELECT count(*) FROM information_schema.PROCESSLIST WHERE ID = " + backend)
                == 1;
    }

    private void awaitEnd(int backend) {
        Awaitility.await().until(() -> !isThere(backend));
    }
}
