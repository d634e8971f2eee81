/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the vendor's driver and the server see of a connection that is cut at a message. */
class WiresTest {

    private PostgresCluster cluster;
    private Wires wires;

    @BeforeEach
    void startServer() throws SQLException {
        cluster = PostgresCluster.start(ClusterShape.single());
        cluster.primary().execute("CREATE TABLE t (id int)");
        wires = Wires.before(cluster, "watcher");
    }

    @AfterEach
    void stopServer() {
        wires.close();
        cluster.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("lab-wire-"));
    }

    private Connection connect(String parameters) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + wires.hosts() + "/app?user=app&password=app&"
                + Wires.URL_PARAMETER + parameters);
    }

    private static void insert(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO t VALUES (1)");
        }
    }

    private long rows() throws SQLException {
        return cluster.primary().queryLong("SELECT count(*) FROM t");
    }

    /** The driver sends Parse, Bind, Describe, Execute and Sync: five messages. */
    private static final int EXECUTE = 4;

    private static final int SYNC = 5;

    @Test
    void should_pass_on_everything_when_nothing_is_cut() throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT repeat('x', 3000000) FROM generate_series(1, 3)")) {
            while (row.next()) {
                assertThat(row.getString(1)).hasSize(3_000_000);
            }
            assertThat(row.getRow()).isZero();
        }
    }

    @Test
    void should_keep_the_message_from_the_server_when_it_cuts_before_it() throws SQLException {
        try (Connection connection = connect("")) {
            Cut cut = new Cut(Direction.TO_SERVER, EXECUTE, Point.BEFORE, Manner.CLOSE);
            wires.arm(cut);

            assertThatThrownBy(() -> insert(connection)).hasFieldOrPropertyWithValue("SQLState", "08006");

            assertThat(cut.hit()).hasValueSatisfying(hit -> {
                assertThat(hit.type()).isEqualTo('E');
                assertThat(hit.port()).isEqualTo(cluster.primary().port());
                awaitEnd(hit.backend());
            });
            assertThat(rows()).isZero();
        }
    }

    @Test
    void should_let_the_server_work_off_what_it_has_when_it_cuts_after_the_last_message() throws SQLException {
        try (Connection connection = connect("")) {
            Cut cut = new Cut(Direction.TO_SERVER, SYNC, Point.AFTER, Manner.CLOSE);
            wires.arm(cut);

            assertThatThrownBy(() -> insert(connection)).hasFieldOrPropertyWithValue("SQLState", "08006");

            awaitEnd(cut.hit().orElseThrow().backend());
            assertThat(rows()).isOne();
        }
    }

    @Test
    void should_keep_the_answer_from_the_client() throws SQLException {
        try (Connection connection = connect("")) {
            Cut cut = new Cut(Direction.TO_CLIENT, 1, Point.INSIDE, Manner.RESET);
            wires.arm(cut);

            assertThatThrownBy(() -> insert(connection)).hasRootCauseInstanceOf(SocketException.class);

            awaitEnd(cut.hit().orElseThrow().backend());
            assertThat(rows()).isOne();
        }
    }

    @Test
    void should_leave_the_servers_session_alive_as_an_orphan() throws SQLException {
        try (Connection connection = connect("")) {
            connection.setAutoCommit(false);
            Cut cut = new Cut(Direction.TO_CLIENT, 1, Point.BEFORE, Manner.ORPHAN);
            wires.arm(cut);

            assertThatThrownBy(() -> insert(connection)).hasFieldOrPropertyWithValue("SQLState", "08006");

            int backend = cut.hit().orElseThrow().backend();
            Awaitility.await()
                    .until(() -> cluster.primary()
                                    .queryLongAsAdmin("SELECT count(*) FROM pg_stat_activity WHERE pid = " + backend
                                            + " AND state = 'idle in transaction'")
                            == 1);
            wires.release();
            awaitEnd(backend);
        }
    }

    @Test
    void should_say_nothing_to_either_side_in_a_black_hole() throws SQLException {
        try (Connection connection = connect("&socketTimeout=1")) {
            Cut cut = new Cut(Direction.TO_SERVER, EXECUTE, Point.BEFORE, Manner.SILENCE);
            wires.arm(cut);

            assertThatThrownBy(() -> insert(connection)).hasRootCauseInstanceOf(SocketTimeoutException.class);

            assertThat(isThere(cut.hit().orElseThrow().backend())).isTrue();
        }
    }

    @Test
    void should_only_do_the_deed() throws SQLException {
        AtomicInteger deeds = new AtomicInteger();
        try (Connection connection = connect("")) {
            Cut cut = new Cut(Direction.TO_SERVER, EXECUTE, Point.INSIDE, Manner.PASS, hit -> deeds.incrementAndGet());
            wires.arm(cut);

            insert(connection);
            insert(connection);

            assertThat(deeds).hasValue(1);
            assertThat(cut.passed(Direction.TO_SERVER)).isEqualTo(2 * SYNC);
            assertThat(rows()).isEqualTo(2);
        }
    }

    @Test
    void should_neither_count_nor_cut_those_who_watch() throws SQLException {
        Cut cut = new Cut(Direction.TO_SERVER, 1, Point.BEFORE, Manner.CLOSE);
        wires.arm(cut);
        try (Connection watcher = connect("&ApplicationName=watcher")) {
            insert(watcher);
        }
        assertThat(cut.passed(Direction.TO_SERVER)).isZero();
        assertThat(cut.hit()).isEmpty();

        assertThatThrownBy(() -> connect("")).hasFieldOrPropertyWithValue("SQLState", "08001");
        assertThat(cut.hit()).hasValueSatisfying(hit -> assertThat(hit.type()).isEqualTo(' '));
    }

    @Test
    void should_reset_those_whom_the_server_refuses() {
        cluster.primary().kill();
        assertThatThrownBy(() -> connect("")).hasRootCauseInstanceOf(SocketException.class);
    }

    private boolean isThere(int backend) throws SQLException {
        return cluster.primary().queryLongAsAdmin("SELECT count(*) FROM pg_stat_activity WHERE pid = " + backend) == 1;
    }

    private void awaitEnd(int backend) {
        Awaitility.await().until(() -> !isThere(backend));
    }
}
