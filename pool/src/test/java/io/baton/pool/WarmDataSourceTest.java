/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfigMXBean;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What needs no server. */
class WarmDataSourceTest {

    private final WarmDataSource pool = new WarmDataSource();

    @Test
    void should_say_what_is_missing() {
        assertThatThrownBy(pool::getConnection)
                .isInstanceOf(SQLException.class)
                .hasFieldOrPropertyWithValue("SQLState", "08001")
                .hasMessageContaining("its url is not set");
    }

    @Test
    void should_refuse_more_idle_connections_than_there_may_be() {
        pool.setUrl("jdbc:baton:postgresql://db1/app");
        pool.setMaximumPoolSize(2);
        pool.setMinimumIdle(3);
        assertThatThrownBy(pool::getConnection).hasMessageContaining("minimumIdle 3 is more than maximumPoolSize 2");
    }

    @Test
    void should_refuse_nonsense_at_once() {
        assertThatThrownBy(() -> pool.setMaximumPoolSize(0)).hasMessageContaining("maximumPoolSize 0");
        assertThatThrownBy(() -> pool.setMinimumIdle(-1)).hasMessageContaining("minimumIdle -1");
    }

    @Test
    void should_unwrap_to_itself_only() throws SQLException {
        assertThat(pool.unwrap(DataSource.class)).isSameAs(pool);
        assertThat(pool.isWrapperFor(HikariConfigMXBean.class)).isFalse();
    }

    @Test
    void should_show_neither_password_nor_parameters() {
        pool.setUrl("jdbc:baton:postgresql://db1,db2/app?password=s3cret");
        pool.setPassword("s3cret");
        assertThat(pool).hasToString("WarmDataSource[jdbc:baton:postgresql://db1,db2/app]");
    }

    @Test
    void should_not_open_after_closing() {
        pool.setUrl("jdbc:baton:postgresql://db1/app");
        pool.close();
        assertThatThrownBy(pool::getConnection).hasFieldOrPropertyWithValue("SQLState", "08003");
    }
}
