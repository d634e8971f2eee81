/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.sql.SQLException;
import java.util.Objects;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.Transaction;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An ordinary transaction of Hibernate's goes on on the promoted node: read, insert with a generated key, change, commit. */
abstract class GtidHibernateTests extends GtidClusterTest {

    private HikariDataSource pool;

    GtidHibernateTests(Engine engine) {
        super(engine);
    }

    @BeforeEach
    void fill() throws SQLException {
        makeLedger();
        cluster.primary().execute("INSERT INTO person (name) VALUES ('old')");
        pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(2);
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    final SessionFactory sessions(Class<?> entity) {
        return new HibernatePersistenceConfiguration("people")
                .managedClasses(entity)
                .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, pool)
                .createEntityManagerFactory();
    }

    /** What any of the entities below can do. */
    interface Named {
        @Nullable
        Long key();

        void name(String name);
    }

    /** Numbered by the table. */
    @Entity(name = "person")
    static class Person implements Named {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        private @Nullable Long id;

        private String name = "new";

        @Override
        public @Nullable Long key() {
            return id;
        }

        @Override
        public void name(String newName) {
            name = newName;
        }

        String name() {
            return name;
        }
    }

    /** Numbered from a sequence. */
    @Entity(name = "entry")
    static class Entry implements Named {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "entry_seq", sequenceName = "entry_seq", allocationSize = 10)
        private @Nullable Long id;

        private String note = "new";

        @Override
        public @Nullable Long key() {
            return id;
        }

        @Override
        public void name(String newName) {
            note = newName;
        }

        String note() {
            return note;
        }
    }

    @Test
    void should_go_on_with_keys_of_the_table() throws SQLException {
        try (SessionFactory sessions = sessions(Person.class);
                Session session = sessions.openSession()) {
            Transaction transaction = session.beginTransaction();
            Person old = session.createQuery("FROM person WHERE name = 'old'", Person.class)
                    .getSingleResult();
            long key = persisted(session, new Person());
            GtidNode successor = failOver();
            old.name("changed");
            transaction.commit();
            assertThat(query(successor, "SELECT id, name FROM person ORDER BY id"))
                    .isEqualTo("1 changed, " + key + " new");
            assertThat(query(successor, "SELECT COUNT(*) FROM baton_ledger")).isEqualTo("1");
        }
    }

    static long persisted(Session session, Named entity) {
        session.persist(entity);
        session.flush();
        return Objects.requireNonNull(entity.key());
    }
}
