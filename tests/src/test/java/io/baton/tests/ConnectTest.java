/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.BatonDataSource;
import io.baton.driver.NoNodeAvailable;
import io.baton.lab.PostgresNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.util.ByteStreamWriter;
import org.postgresql.util.PSQLException;

/** Getting a connection, and not getting one. */
class ConnectTest extends ClusterTest {

    @Test
    void should_show_the_vendors_metadata_of_the_current_node() throws SQLException {
        try (Connection connection = connect();
                Connection vendors = cluster.primary().connect()) {
            assertThat(connection.getMetaData().getURL())
                    .isEqualTo(vendors.getMetaData().getURL());
            assertThat(connection.getMetaData().getDriverName())
                    .isEqualTo(vendors.getMetaData().getDriverName());
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            assertThat(connection.createStatement().getConnection()).isSameAs(connection);
        }
    }

    @Test
    void should_connect_through_a_data_source_with_a_password_in_a_property() throws SQLException {
        BatonDataSource source = new BatonDataSource();
        source.setUrl("jdbc:baton:postgresql://" + cluster.hosts() + "/app?baton.failoverTimeout=10s");
        source.setUser("app");
        source.setPassword("app");
        try (Connection connection = source.getConnection()) {
            assertThat(query(connection, "SELECT current_user")).isEqualTo("app");
        }
        assertThat(source.unwrap(DataSource.class)).isSameAs(source);
    }

    @Test
    void should_pass_the_vendors_parameters_through() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url + "&ApplicationName=parameters")) {
            assertThat(query(connection, "SHOW application_name")).isEqualTo("parameters");
        }
    }

    @Test
    void should_give_the_vendors_exception_for_a_wrong_password_at_once() {
        url += "&baton.failoverTimeout=1h";
        assertThatThrownBy(() -> DriverManager.getConnection(url.replace("password=app", "password=wrong-secret")))
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "28P01")
                .hasMessageNotContaining("wrong-secret");
    }

    @Test
    void should_name_the_option_that_was_probably_meant() {
        assertThatThrownBy(() -> DriverManager.getConnection(url + "&baton.failoverTimout=3s"))
                .hasMessageContaining("baton.failoverTimout")
                .hasMessageContaining("did you mean baton.failoverTimeout?");
    }

    @Test
    void should_say_what_is_known_of_each_node_when_none_answers_in_time() {
        cluster.nodes().forEach(PostgresNode::kill);
        assertThatThrownBy(() -> DriverManager.getConnection(url + "&baton.failoverTimeout=3s"))
                .isInstanceOf(NoNodeAvailable.class)
                .hasFieldOrPropertyWithValue("SQLState", "08001")
                .hasMessageContaining(
                        cluster.primary().host() + ":" + cluster.primary().port())
                .hasMessageContaining("refused");
    }

    @Test
    void should_close_a_connection_that_found_no_node_in_time() throws SQLException {
        Connection connection = DriverManager.getConnection(url + "&baton.failoverTimeout=3s");
        cluster.nodes().forEach(PostgresNode::kill);

        assertThatThrownBy(() -> execute(connection, "SELECT 1")).isInstanceOf(NoNodeAvailable.class);

        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void should_take_read_only_from_the_vendors_parameters() throws Exception {
        try (Connection connection = DriverManager.getConnection(url + "&readOnly=true")) {
            assertThat(connection.isReadOnly()).isTrue();
            assertThat(port(connection)).isNotEqualTo(cluster.primary().port());
        }
        try (Connection connection = connect()) {
            assertThat(connection.isReadOnly()).isFalse();
        }
    }

    @Test
    void should_show_at_once_that_the_vendors_driver_refuses_a_parameter() {
        url += "&baton.failoverTimeout=1h";

        assertThatThrownBy(() ->
                        DriverManager.getConnection(url + "&stringtype=wrong").close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("stringtype");
    }

    @Test
    void should_not_run_a_call_again_that_ends_every_session() throws Exception {
        try (Connection connection = connect()) {
            connection.setReadOnly(true); // What it calls is not undone by a read-only transaction all the same.
            assertThatThrownBy(() -> query(connection, "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(1)"))
                    .hasFieldOrPropertyWithValue("SQLState", "08007");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void should_not_move_to_another_node_when_the_vendors_driver_ends_the_session() throws Exception {
        try (Connection connection = DriverManager.getConnection(patient() + CountingSockets.parameters("own-end"))) {
            Awaitility.await().until(() -> CountingSockets.connects("own-end") == 4);
            assertThatThrownBy(() -> execute(connection, "SET client_encoding TO latin1"))
                    .hasFieldOrPropertyWithValue("SQLState", "08006")
                    .hasMessageContaining("client_encoding parameter was changed");
            assertThat(connection.isClosed()).isTrue();
            assertThat(CountingSockets.connects("own-end"))
                    .as("three probes and one login")
                    .isEqualTo(4);
        }
    }

    @Test
    void should_give_back_what_the_applications_own_writer_threw() throws Exception {
        cluster.primary().execute("CREATE TABLE document (content bytea)");
        try (Connection connection = DriverManager.getConnection(patient() + CountingSockets.parameters("own-writer"));
                PreparedStatement insert = connection.prepareStatement("INSERT INTO document VALUES (?)")) {
            Awaitility.await().until(() -> CountingSockets.connects("own-writer") == 4);
            insert.setObject(1, new BrokenWriter());

            assertThatThrownBy(insert::executeUpdate)
                    .isInstanceOf(PSQLException.class)
                    .hasStackTraceContaining("the disk is gone");

            assertThat(connection.isClosed()).isTrue();
            assertThat(CountingSockets.connects("own-writer"))
                    .as("three probes and one login")
                    .isEqualTo(4);
        }
        assertThat(cluster.primary().queryLong("SELECT count(*) FROM document")).isZero();
    }

    /** With probes that never connect anew because an answer was late. */
    private String patient() {
        return url + "&baton.suspectAfter=1m&baton.probeTimeout=1m";
    }

    private static final class BrokenWriter implements ByteStreamWriter {
        @Override
        public int getLength() {
            return 10;
        }

        @Override
        public void writeTo(ByteStreamTarget target) throws IOException {
            throw new IOException("the disk is gone");
        }
    }

    @Test
    void should_describe_its_own_options_and_the_vendors() throws SQLException {
        List<String> names = Arrays.stream(DriverManager.getDriver(url).getPropertyInfo(url, new Properties()))
                .map(property -> property.name)
                .toList();
        assertThat(names).contains("baton.failoverTimeout", "sslmode", "loginTimeout");
    }

    @Test
    void should_refuse_an_abort_without_an_executor_as_the_vendor_does() throws Exception {
        try (Connection connection = connect()) {
            assertThatThrownBy(() -> connection.abort(null)).hasMessage("executor is null");
            assertThat(connection.isClosed()).isFalse();
        }
    }
}
