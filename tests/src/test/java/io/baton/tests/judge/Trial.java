/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.lab.judge.Judge;
import io.baton.lab.judge.Judge.Member;
import io.baton.lab.judge.PlainApplication;
import io.baton.lab.judge.Sentence;
import io.baton.lab.mysql.Engine;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * One round of a judge with clients of every style, all on one pool over Baton. {@code -Dbaton.judge.seed=N} repeats it as far
 * as threads allow.
 */
final class Trial {

    private Trial() {}

    /** On servers of PostgreSQL: that everything which clients were told is true. */
    static void hold(int accidents) throws SQLException {
        try (Judge judge = Judge.start()) {
            hold(judge, "jdbc:baton:postgresql://" + judge.address(), accidents);
        }
    }

    /** The same on servers of MySQL or MariaDB, with a ledger. */
    static void hold(Engine engine, int accidents) throws SQLException {
        try (Judge judge = Judge.start(engine, List.of(Schema.LEDGER_OF_MYSQL))) {
            hold(judge, "jdbc:baton:" + engine.name().toLowerCase(Locale.ROOT) + "://" + judge.address(), accidents);
        }
    }

    private static void hold(Judge judge, String url, int accidents) throws SQLException {
        long seed = Long.getLong("baton.judge.seed", System.nanoTime());
        System.out.println("seed " + seed);
        try (HikariDataSource pool = pool(url);
                HibernateApplication hibernate = new HibernateApplication(pool)) {
            Member plain = new Member(new PlainApplication(pool, false), true);
            Member spring = new Member(new SpringApplication(pool), true);
            Member entities = new Member(hibernate, true);
            Member reader = new Member(new PlainApplication(pool, true), false);
            List<Member> crew = List.of(plain, plain, spring, spring, entities, entities, reader, reader);

            Sentence sentence = judge.round(crew, seed, accidents, System.out::println);

            System.out.println(sentence.report());
            assertThat(sentence.violations()).as("seed " + seed).isEmpty();
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("app");
        config.setPassword("app");
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }
}
