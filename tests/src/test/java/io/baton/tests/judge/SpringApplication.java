/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.judge.Application;
import io.baton.lab.judge.Books;
import io.baton.lab.judge.Statements;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's TransactionTemplate and JdbcTemplate on a DataSource that belongs to the caller. */
final class SpringApplication implements Application, Statements {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final TransactionTemplate nested;

    SpringApplication(DataSource dataSource) {
        JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
        jdbc = new JdbcTemplate(dataSource);
        transactions = new TransactionTemplate(manager);
        nested = new TransactionTemplate(manager);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public String name() {
        return "Spring";
    }

    @Override
    public void transact(Body body) {
        transactions.executeWithoutResult(status -> run(body));
    }

    private void run(Body body) {
        try {
            body.run(this);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    @Override
    public List<Long> query(String sql, long... parameters) {
        return jdbc.query(sql, (row, number) -> row.getLong(1), boxed(parameters));
    }

    @Override
    public int update(String sql, long... parameters) {
        return jdbc.update(sql, boxed(parameters));
    }

    private static Object[] boxed(long... parameters) {
        return Arrays.stream(parameters).boxed().toArray();
    }

    @Override
    public long insertItem(long token) {
        KeyHolder keys = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    var insert = connection.prepareStatement(Books.INSERT_ITEM, Statement.RETURN_GENERATED_KEYS);
                    insert.setLong(1, token);
                    return insert;
                },
                keys);
        // The first column of the row, or its only one, which the drivers give names of their own.
        Iterator<Object> columns =
                Objects.requireNonNull(keys.getKeys()).values().iterator();
        return ((Number) columns.next()).longValue();
    }

    @Override
    public void insertSteps(List<Long> tokens) {
        jdbc.batchUpdate(Books.INSERT_STEP, tokens, tokens.size(), (insert, token) -> insert.setLong(1, token));
    }

    /** A nested transaction of Spring is a savepoint. */
    @Override
    public void undone(Body body) {
        nested.executeWithoutResult(status -> {
            run(body);
            status.setRollbackOnly();
        });
    }

    @Override
    public void close() {
        // The DataSource is the caller's.
    }
}
