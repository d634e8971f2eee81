/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.CrudRepository;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Repositories of Spring Data JDBC: aggregates with a version and parts, generated keys, derived queries. */
final class SpringDataJdbcWork implements Workload {

    private static final int ROUNDS = 60;

    /** An order with its lines. */
    @Table("cart")
    @SuppressWarnings("UnusedVariable") // Spring reads them.
    static final class Cart {
        @Id
        private Long id;

        @Version
        private Long version;

        private String owner = "";
        private List<Line> lines = new ArrayList<>();
    }

    /** One of them. */
    @Table("line")
    record Line(String item, int quantity) {}

    interface Carts extends CrudRepository<Cart, Long> {
        List<Cart> findByOwner(String owner);
    }

    @Configuration
    @EnableJdbcRepositories(basePackageClasses = SpringDataJdbcWork.class, considerNestedRepositories = true)
    static class Beans extends AbstractJdbcConfiguration {
        static DataSource given;

        @Bean
        DataSource database() {
            return given;
        }

        @Bean
        NamedParameterJdbcOperations operations(DataSource database) {
            return new NamedParameterJdbcTemplate(database);
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource database) {
            return new DataSourceTransactionManager(database);
        }
    }

    @Override
    public void prepare(DataSource database) {
        JdbcTemplate template = new JdbcTemplate(database);
        template.execute("CREATE TABLE cart(id bigserial PRIMARY KEY, version bigint, owner text)");
        template.execute("CREATE TABLE line(cart bigint REFERENCES cart, cart_key int, item text, quantity int)");
    }

    @Override
    public void run(DataSource database, Steps steps) throws Exception {
        Beans.given = database;
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class)) {
            Carts carts = context.getBean(Carts.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            for (int round = 0; round < ROUNDS; round++) {
                String owner = "owner " + round % 5;
                steps.run(() -> transaction.execute(status -> order(carts, owner)));
                steps.run(() -> carts.findByOwner(owner));
            }
        }
    }

    private static Cart order(Carts carts, String owner) {
        Cart cart = new Cart();
        cart.owner = owner;
        cart.lines.add(new Line("book", 1));
        cart.lines.add(new Line("pen", 3));
        Cart saved = carts.save(cart);
        Cart loaded = carts.findById(saved.id).orElseThrow();
        loaded.lines.add(new Line("ink", 2));
        return carts.save(loaded);
    }
}
