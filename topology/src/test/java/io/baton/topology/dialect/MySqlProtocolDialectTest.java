/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.topology.NodeAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MySqlProtocolDialectTest {

    private final MySqlDialect mysql = new MySqlDialect();
    private final MariaDbDialect mariadb = new MariaDbDialect();

    @Test
    void should_name_one_node_in_the_vendors_url() {
        assertThat(mysql.nodeUrl(new NodeAddress("db1", 3307), "/app?useUnicode=true"))
                .isEqualTo("jdbc:mysql://db1:3307/app?useUnicode=true");
        assertThat(mariadb.nodeUrl(new NodeAddress("::1", 3306), "?user=app"))
                .isEqualTo("jdbc:mariadb://[::1]:3306/?user=app");
    }

    @Test
    void should_keep_the_users_own_attributes_beside_the_name() {
        Map<String, String> given = Map.of("user", "app", "connectionAttributes", "team:orders,program_name:shop");

        assertThat(mysql.named("baton-monitor", given))
                .isEqualTo(Map.of("user", "app", "connectionAttributes", "team:orders,program_name:baton-monitor"));
        assertThat(mariadb.named("baton-monitor", Map.of()))
                .isEqualTo(Map.of("connectionAttributes", "program_name:baton-monitor"));
    }

    @Test
    void should_send_no_name_where_attributes_are_unwanted() {
        Map<String, String> given = Map.of("connectionAttributes", "none");

        assertThat(mysql.named("baton-monitor", given)).isEqualTo(given);
    }

    @Test
    void should_know_what_reconnects_behind_its_back() {
        assertThat(mysql.rivalParameter(Map.of("autoReconnect", "TRUE"))).isEqualTo("autoReconnect");
        assertThat(mariadb.rivalParameter(Map.of("transactionReplay", "true"))).isEqualTo("transactionReplay");
        assertThat(mysql.rivalParameter(Map.of("autoReconnect", "false", "useUnicode", "true")))
                .isNull();
    }

    @Test
    void should_bound_the_login_in_milliseconds() {
        assertThat(mysql.connectBounds(Duration.ofMillis(700)))
                .isEqualTo(Map.of("connectTimeout", "700", "socketTimeout", "700"));
        assertThat(mariadb.loginTimeoutProperty()).isNull();
    }
}
