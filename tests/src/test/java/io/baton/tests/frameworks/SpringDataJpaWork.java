/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Repositories of Spring Data JPA over Hibernate: identity and sequence keys, versions, locks, pages, bulk updates. */
final class SpringDataJpaWork implements Workload {

    private static final int ROUNDS = 60;

    /** Its key is an identity column's. */
    @Entity(name = "account")
    static class Account {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Version
        int version;

        String owner = "";
        long balance;
    }

    /** Its key is a sequence's. */
    @Entity(name = "booking")
    static class Booking {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        Long account;
        long amount;
    }

    interface Accounts extends JpaRepository<Account, Long> {
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        List<Account> findByOwner(String owner);

        @Modifying
        @Query("update account a set a.balance = a.balance + 1 where a.owner = ?1")
        int payInterest(String owner);
    }

    interface Bookings extends JpaRepository<Booking, Long> {}

    @Configuration
    @EnableJpaRepositories(
            basePackageClasses = SpringDataJpaWork.class,
            considerNestedRepositories = true,
            entityManagerFactoryRef = "entities")
    static class Beans {
        static DataSource given;

        @Bean
        LocalContainerEntityManagerFactoryBean entities() {
            LocalContainerEntityManagerFactoryBean entities = new LocalContainerEntityManagerFactoryBean();
            entities.setDataSource(given);
            entities.setPackagesToScan(SpringDataJpaWork.class.getPackageName());
            entities.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
            entities.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "none", "hibernate.jdbc.batch_size", "20"));
            return entities;
        }

        @Bean
        PlatformTransactionManager transactionManager(EntityManagerFactory entities) {
            return new JpaTransactionManager(entities);
        }
    }

    @Override
    public void prepare(DataSource database) {
        JdbcTemplate template = new JdbcTemplate(database);
        template.execute("CREATE TABLE account(id bigserial PRIMARY KEY, version int, owner text, balance bigint)");
        template.execute("CREATE TABLE booking(id bigint PRIMARY KEY, account bigint, amount bigint)");
        template.execute("CREATE SEQUENCE booking_seq INCREMENT BY 50");
    }

    @Override
    public void run(DataSource database, Steps steps) throws Exception {
        Beans.given = database;
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class)) {
            Accounts accounts = context.getBean(Accounts.class);
            Bookings bookings = context.getBean(Bookings.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            for (int round = 0; round < ROUNDS; round++) {
                String owner = "owner " + round % 20;
                steps.run(() -> transaction.execute(status -> book(accounts, bookings, owner)));
                steps.run(() -> transaction.execute(status -> accounts.payInterest(owner)));
                steps.run(() -> bookings.findAll(PageRequest.of(0, 10, Sort.by("amount"))));
                steps.run(accounts::count);
            }
        }
    }

    private static Object book(Accounts accounts, Bookings bookings, String owner) {
        Account account = accounts.findByOwner(owner).stream().findFirst().orElseGet(() -> {
            Account fresh = new Account();
            fresh.owner = owner;
            return accounts.saveAndFlush(fresh);
        });
        account.balance += 10;
        for (int i = 0; i < 5; i++) {
            Booking booking = new Booking();
            booking.account = account.id;
            booking.amount = i;
            bookings.save(booking);
        }
        return accounts.save(account);
    }
}
