/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.PlatformTransactionManager;

/** Jobs of Spring Batch: a repository in the database, and a step that writes in chunks. */
final class SpringBatchWork implements Workload {

    private static final int JOBS = 10;
    private static final int ITEMS = 50;
    private static final int CHUNK = 10;

    @Configuration
    @EnableBatchProcessing
    @EnableJdbcJobRepository(dataSourceRef = "database", transactionManagerRef = "transactionManager")
    static class Beans {
        static DataSource given;

        @Bean
        DataSource database() {
            return given;
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource database) {
            return new DataSourceTransactionManager(database);
        }
    }

    @Override
    public void prepare(DataSource database) {
        new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-postgresql.sql"))
                .execute(database);
        new JdbcTemplate(database).execute("CREATE TABLE written(item int, job int)");
    }

    @Override
    public void run(DataSource database, Steps steps) throws Exception {
        Beans.given = database;
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Beans.class)) {
            JobOperator operator = context.getBean(JobOperator.class);
            for (int number = 0; number < JOBS; number++) {
                Job job = job(context, number);
                JobParameters parameters = new JobParametersBuilder()
                        .addLong("number", (long) number)
                        .toJobParameters();
                steps.run(() -> operator.start(job, parameters));
            }
        }
    }

    private static Job job(AnnotationConfigApplicationContext context, int number) {
        JobRepository repository = context.getBean(JobRepository.class);
        JdbcBatchItemWriter<Integer> writer = new JdbcBatchItemWriterBuilder<Integer>()
                .dataSource(Beans.given)
                .sql("INSERT INTO written VALUES (?, ?)")
                .itemPreparedStatementSetter((item, statement) -> {
                    statement.setInt(1, item);
                    statement.setInt(2, number);
                })
                .build();
        writer.afterPropertiesSet();
        List<Integer> items = java.util.stream.IntStream.range(0, ITEMS).boxed().toList();
        Step step = new StepBuilder("write" + number, repository)
                .<Integer, Integer>chunk(CHUNK)
                .transactionManager(context.getBean(PlatformTransactionManager.class))
                .reader(new ListItemReader<>(items))
                .writer(writer)
                .build();
        return new JobBuilder("job" + number, repository).start(step).build();
    }
}
