/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.BatonOption;
import io.baton.topology.NodeAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatonUrlTest {

    private static ClusterConfig parse(String rest) {
        return BatonUrl.parse("jdbc:baton:postgresql://" + rest, new Properties());
    }

    @Test
    void should_read_hosts_with_and_without_ports_and_ipv6() {
        assertThat(parse("db1:6000,db2,[::1]:7000/app").nodes())
                .containsExactly(
                        new NodeAddress("db1", 6000), new NodeAddress("db2", 5432), new NodeAddress("::1", 7000));
    }

    @Test
    void should_pass_the_vendors_parameters_as_they_are_written_and_keep_its_own() {
        ClusterConfig config = parse("db1/app?options=-c%20a=b&baton.probeMisses=5&sslmode=require");

        assertThat(config.path()).isEqualTo("/app?options=-c%20a=b&sslmode=require");
        assertThat(config.urlParameters()).isEqualTo(Map.of("options", "-c a=b", "sslmode", "require"));
        assertThat(config.options().number(BatonOption.PROBE_MISSES)).isEqualTo(5);
        assertThat(config.dialect().nodeUrl(config.nodes().get(0), config.path()))
                .isEqualTo("jdbc:postgresql://db1:5432/app?options=-c%20a=b&sslmode=require");
    }

    @Test
    void should_let_properties_win_over_the_url_for_options() {
        Properties info = new Properties();
        info.setProperty("baton.failoverTimeout", "7s");
        info.setProperty("user", "app");

        ClusterConfig config = BatonUrl.parse("jdbc:baton:postgresql://db1/app?baton.failoverTimeout=3s", info);

        assertThat(config.options().duration(BatonOption.FAILOVER_TIMEOUT)).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.properties()).isEqualTo(Map.of("user", "app"));
    }

    @Test
    void should_do_without_a_database_name() {
        assertThat(parse("db1?user=app").path()).isEqualTo("?user=app");
        assertThat(parse("db1").nodes()).hasSize(1);
        assertThat(parse("db1").name()).isEqualTo("db1:5432");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:baton:postgresql:app, /app, localhost:5432",
        "jdbc:baton:postgresql:/, /, localhost:5432",
        "jdbc:baton:postgresql:///app, /app, localhost:5432",
        "jdbc:baton:postgresql://:6000/app, /app, localhost:6000",
        "jdbc:baton:postgresql://?user=app, ?user=app, localhost:5432",
    })
    void should_go_where_the_vendors_driver_goes_without_a_host(String url, String path, String node) {
        ClusterConfig config = BatonUrl.parse(url, new Properties());

        assertThat(config.nodes()).hasToString("[" + node + "]");
        assertThat(config.path()).isEqualTo(path);
    }

    @Test
    void should_find_the_hosts_in_a_service_file(@TempDir Path folder) throws IOException {
        Path services = Files.writeString(folder.resolve("services"), "[orders]\nhost=db7\nport=6001\ndbname=app\n");
        System.setProperty("org.postgresql.pgservicefile", services.toString());
        try {
            assertThat(parse("?service=orders").nodes()).containsExactly(new NodeAddress("db7", 6001));
        } finally {
            System.clearProperty("org.postgresql.pgservicefile");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'jdbc:baton:mysql://h1:3307,h2/app?useUnicode=true&baton.probeMisses=5', h1:3307, h2:3306,"
                + " jdbc:mysql://h1:3307/app?useUnicode=true",
        "'jdbc:baton:mariadb://[::1],h2:3307?user=app', [::1]:3306, h2:3307, jdbc:mariadb://[::1]:3306/?user=app",
        "'jdbc:baton:mysql://h1,h2/app?autoReconnect=false', h1:3306, h2:3306,"
                + " jdbc:mysql://h1:3306/app?autoReconnect=false",
    })
    void should_know_mysql_and_mariadb(String url, String first, String second, String vendors) {
        ClusterConfig config = BatonUrl.parse(url, new Properties());

        assertThat(config.nodes()).hasToString("[" + first + ", " + second + "]");
        assertThat(config.dialect().nodeUrl(config.nodes().get(0), config.path()))
                .isEqualTo(vendors);
        assertThat(config.loginTimeout()).isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void should_know_the_urls_of_all_vendors() {
        assertThat(List.of("jdbc:postgresql://db1/app", "jdbc:mysql://db1/app", "jdbc:mariadb://db1/app"))
                .allMatch(BatonUrl::isVendors);
        assertThat(BatonUrl.isVendors("jdbc:oracle:thin:@db1")).isFalse();
        assertThat(BatonUrl.ofVendors("jdbc:mysql://db1/app")).isEqualTo("jdbc:baton:mysql://db1/app");
    }

    @Test
    void should_bound_getting_a_connection_as_the_vendors_driver_does() {
        assertThat(parse("db1/app?loginTimeout=1.5").loginTimeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(parse("db1/app").loginTimeout()).isGreaterThan(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:baton:oracle://db1/app, does not know the database",
        "jdbc:baton:db1/app, looks like",
        "'jdbc:baton:postgresql://db1,db1:5432/app', stands twice",
        "jdbc:baton:postgresql://db1:port/app, is not host:port",
        "jdbc:baton:postgresql://db1:99999/app, is not between",
        "'jdbc:baton:postgresql://db1,,db2/app', needs a host",
        "jdbc:baton:postgresql://db1/app?baton.probeTimout=1s, did you mean baton.probeTimeout?",
        "jdbc:baton:postgresql://db1/app?baton.probeTimeout=soon, is not a duration",
        "jdbc:baton:postgresql://db1/app?baton.probeTimeout=1ms, out of bounds: 50ms to 1m",
        "jdbc:baton:postgresql://db1/app?baton.probeMisses=x, is not a whole number",
        "'jdbc:baton:mysql:replication://db1,db2/app', 'leave out \"replication:\" and list all nodes'",
        "'jdbc:baton:mariadb:load-balance-read://db1,db2/app', 'leave out \"load-balance-read:\"'",
        "jdbc:baton:mysql+srv://db1/app, does not know the database",
        "jdbc:baton:mysql://address=(host=db1)(port=3306)/app, is not host:port",
        "jdbc:baton:mysql://app:s3cret@db1/app, user and password are parameters",
        "jdbc:baton:mysql://db1/app?autoReconnect=true, leave out autoReconnect",
        "jdbc:baton:mariadb://db1/app?transactionReplay=true, leave out transactionReplay",
    })
    void should_say_what_is_wrong_with_a_url(String url, String message) {
        assertThatThrownBy(() ->
                        BatonUrl.parse(url + (url.contains("?") ? "&" : "?") + "password=s3cret", new Properties()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void should_never_print_a_password() {
        Properties info = new Properties();
        info.setProperty("password", "s3cret");
        assertThat(BatonUrl.parse("jdbc:baton:postgresql://db1/app?password=s3cret", info))
                .hasToString("postgresql app [db1:5432]");
    }
}
