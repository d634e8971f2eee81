/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.lab.judge.Judge;
import io.baton.lab.judge.Judge.Member;
import io.baton.lab.judge.PlainApplication;
import io.baton.lab.judge.Sentence;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Applications work through Baton while accidents happen to the servers and to connections; everything that they were told
 * must be true. {@code -Dbaton.judge.seed=N} repeats a round as far as threads allow.
 */
class JudgeTest {

    private static final int ACCIDENTS = Integer.getInteger("baton.judge.accidents", 15);

    @Test
    void should_tell_the_truth_whatever_happens() throws SQLException {
        long seed = Long.getLong("baton.judge.seed", System.nanoTime());
        System.out.println("seed " + seed);
        try (Judge judge = Judge.start();
                HikariDataSource pool = pool(judge);
                HibernateApplication hibernate = new HibernateApplication(pool)) {
            Member plain = new Member(new PlainApplication(pool, false), true);
            Member spring = new Member(new SpringApplication(pool), true);
            Member entities = new Member(hibernate, true);
            Member reader = new Member(new PlainApplication(pool, true), false);
            List<Member> crew = List.of(plain, plain, spring, spring, entities, entities, reader, reader);

            Sentence sentence = judge.round(crew, seed, ACCIDENTS, System.out::println);

            System.out.println(sentence.report());
            assertThat(sentence.violations()).as("seed " + seed).isEmpty();
        }
    }

    private static HikariDataSource pool(Judge judge) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:baton:postgresql://" + judge.address());
        config.setUsername("app");
        config.setPassword("app");
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }
}
