/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** A clustered scheduler of Quartz, which keeps its jobs in the database and takes locks there. */
final class QuartzWork implements Workload {

    private static final String SCHEMA = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";
    private static final int JOBS = 20;
    private static final int TIMES = 5;
    private static final AtomicInteger RUNS = new AtomicInteger();

    /** A job of somebody's. */
    public static final class Tick implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            context.getJobDetail().getJobDataMap().put("runs", RUNS.incrementAndGet());
        }
    }

    @Override
    public void run(DataSource database, Steps steps) throws Exception {
        RUNS.set(0);
        DBConnectionManager.getInstance().addConnectionProvider("baton", new Given(database));
        Scheduler scheduler = new StdSchedulerFactory(settings()).getScheduler();
        scheduler.start();
        for (int i = 0; i < JOBS; i++) {
            String name = "job" + i;
            steps.run(() -> scheduler.scheduleJob(
                    JobBuilder.newJob(Tick.class).withIdentity(name).build(),
                    TriggerBuilder.newTrigger()
                            .withIdentity(name)
                            .withSchedule(SimpleScheduleBuilder.repeatMinutelyForTotalCount(TIMES, 1)
                                    .withIntervalInMilliseconds(100)
                                    .withMisfireHandlingInstructionNowWithExistingCount())
                            .build()));
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> RUNS.get() >= JOBS * TIMES);
        scheduler.shutdown(true);
    }

    @Override
    public void prepare(DataSource database) throws IOException, SQLException {
        String script = new String(QuartzWork.class.getResourceAsStream(SCHEMA).readAllBytes(), StandardCharsets.UTF_8);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script.replace("COMMIT;", ""));
        }
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", "share");
        settings.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.threadPool.threadCount", "4");
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        settings.setProperty("org.quartz.jobStore.dataSource", "baton");
        settings.setProperty("org.quartz.jobStore.isClustered", "true");
        settings.setProperty("org.quartz.jobStore.clusterCheckinInterval", "1000");
        return settings;
    }

    /** The data source as Quartz wants it. */
    private record Given(DataSource database) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return database.getConnection();
        }

        @Override
        public void shutdown() {}

        @Override
        public void initialize() {}
    }
}
