/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.judge.Application;
import io.baton.lab.judge.Statements;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.query.NativeQuery;

/** Hibernate ORM on a DataSource that belongs to the caller: entities with keys that the server makes, and native SQL. */
final class HibernateApplication implements Application {

    private final SessionFactory sessions;

    HibernateApplication(DataSource dataSource) {
        sessions = new HibernatePersistenceConfiguration("judge")
                .managedClasses(ItemRow.class, StepRow.class)
                .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
                .property(AvailableSettings.STATEMENT_BATCH_SIZE, 10)
                .property(AvailableSettings.ORDER_INSERTS, true)
                .createEntityManagerFactory();
    }

    @Override
    public String name() {
        return "Hibernate";
    }

    @Override
    public void transact(Body body) {
        sessions.inTransaction(session -> run(body, new InSession(session)));
    }

    private static void run(Body body, Statements statements) {
        try {
            body.run(statements);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    @Override
    public void close() {
        sessions.close();
    }

    private record InSession(Session session) implements Statements {

        @Override
        public List<Long> query(String sql, long... parameters) {
            NativeQuery<Long> query = session.createNativeQuery(sql, Long.class);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.getResultList();
        }

        @Override
        public int update(String sql, long... parameters) {
            var query = session.createNativeMutationQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.executeUpdate();
        }

        @Override
        public long insertItem(long token) {
            ItemRow item = new ItemRow(token);
            session.persist(item);
            return Objects.requireNonNull(item.id());
        }

        @Override
        public void insertSteps(List<Long> tokens) {
            tokens.forEach(token -> session.persist(new StepRow(token)));
            session.flush();
        }

        @Override
        public void undone(Body body) {
            session.doWork(connection -> {
                Savepoint savepoint = connection.setSavepoint();
                run(body, this);
                connection.rollback(savepoint);
            });
        }
    }
}
