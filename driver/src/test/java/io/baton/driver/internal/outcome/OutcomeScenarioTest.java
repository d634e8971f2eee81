/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.CommitToken;
import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.history.PrimaryRun;
import io.baton.topology.history.ServerRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in {@code outcomes} is a test of {@link OutcomeRules}. */
class OutcomeScenarioTest {

    private static final Path FOLDER = Path.of("src/test/resources/outcomes");

    /** Those that come before the rules, or instead of an answer. */
    private static final Set<Decision> NOT_OF_THE_RULES = EnumSet.of(
            Decision.READ_ONLY,
            Decision.ONLY_READ,
            Decision.READ_AGAIN,
            Decision.READER_TO_REPEAT,
            Decision.READS_OTHERWISE,
            Decision.WRITES_AFTER_ALL,
            Decision.MAY_HAVE_WRITTEN,
            Decision.NOT_FOLLOWED,
            Decision.NOT_READ_AGAIN,
            Decision.OTHER_SERVER,
            Decision.HIDDEN_LEDGER,
            Decision.DOOMED,
            Decision.NOT_ASKED,
            Decision.TWO_PHASES,
            Decision.ANSWER_GONE,
            Decision.NOBODY_TO_ASK);

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static List<OutcomeScenario> read(String file) throws IOException {
        return OutcomeScenario.parse(Files.readString(FOLDER.resolve(file)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void should_decide_as_the_scenario_expects(String file) throws IOException {
        for (OutcomeScenario scenario : read(file)) {
            assertThat(scenario.decide()).as(scenario.toString()).isEqualTo(scenario.expected());
        }
    }

    @Test
    void should_have_a_scenario_for_every_decision_of_the_rules() throws IOException {
        Set<Decision> expected = EnumSet.noneOf(Decision.class);
        for (String file : files()) {
            read(file).forEach(scenario -> expected.add(scenario.expected()));
        }
        Set<Decision> all = Arrays.stream(Decision.values())
                .filter(decision -> !NOT_OF_THE_RULES.contains(decision))
                .collect(Collectors.toSet());
        assertThat(expected).isEqualTo(all);
    }

    @Test
    void should_order_entries_of_the_ledger_by_their_time() {
        UUID entry = TimeOrderedUuid.next();
        assertThat(entry.version()).isEqualTo(7);
        assertThat(entry.variant()).isEqualTo(2);
        assertThat(entry.toString())
                .isGreaterThan(TimeOrderedUuid.first(Duration.ofMinutes(5)).toString());
        assertThat(entry.toString())
                .isLessThan(TimeOrderedUuid.first(Duration.ofMinutes(-5)).toString());
    }

    @Test
    void should_not_read_unknown_words() {
        assertThatThrownBy(() -> OutcomeScenario.parse("titel: x\nexpect: finished"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void should_name_a_commit_by_a_token_that_can_be_read_again() {
        PendingCommit.Asked commit = new PendingCommit.Asked(
                1L << 33,
                500,
                4711,
                new PrimaryRun(new NodeAddress("fe80::1", 5432), new ServerRun(7, 0), new TimelineEpoch(-3, 2)));

        assertThat(PendingCommit.Named.of(commit.token())).isEqualTo(commit);
        PendingCommit.Recorded recorded =
                new PendingCommit.Recorded(TimeOrderedUuid.next(), 16_384, 4711, 1_795_633L, commit.at());
        assertThat(PendingCommit.Named.of(recorded.token())).isEqualTo(recorded);
        assertThatThrownBy(() -> PendingCommit.Named.of(new CommitToken("pg1/n1/5432")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
